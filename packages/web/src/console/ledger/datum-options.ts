import type { Datum } from "@lingzhu/geo";

/** Where coordinates commonly come from, in the words of those who have them. */
export const datumOptions: readonly { value: Datum; label: string }[] = [
  { value: "cgcs2000", label: "天地图、测绘成果（CGCS2000）" },
  { value: "wgs84", label: "手机或手持 GPS（WGS 84）" },
  { value: "gcj02", label: "高德、腾讯地图（GCJ-02）" },
  { value: "bd09", label: "百度地图（BD-09）" },
];
