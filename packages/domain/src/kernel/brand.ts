/** A nominal type: two brands over the same primitive do not mix by accident. */
declare const brand: unique symbol;
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };
