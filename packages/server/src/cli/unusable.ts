/** Input that a person has to mend: says in Chinese what is wrong and where. Exit status 2. */
export class Unusable extends Error {
  override readonly name = "Unusable";
}
