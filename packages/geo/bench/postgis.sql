-- The same question put to PostGIS, in the metres of the plane (EPSG:4548). Filled before: bench_track (id,
-- geom linestring), bench_zone (id, geom polygon), bench_door (id, geom point), with GiST indexes, analysed.

-- name: plain
-- The query everybody writes first: one union of all buffers, cut with every zone; doors by distance.
WITH seen AS (SELECT ST_Union(ST_Buffer(geom, 15)) AS geom FROM bench_track),
     area AS (SELECT sum(ST_Area(ST_Intersection(z.geom, s.geom))) AS m2 FROM bench_zone z, seen s),
     door AS (SELECT count(*) AS near FROM bench_door d
              WHERE EXISTS (SELECT FROM bench_track t WHERE ST_DWithin(t.geom, d.geom, 20)))
SELECT area.m2, door.near FROM area, door;

-- name: tuned
-- The fastest of a dozen ways tried: tracks in pieces of 50 fixes (bench_piece, indexed), each buffered once and
-- cut to the box of every zone that it reaches, so that a zone unions little. Pieces of 100 fixes, one buffer of
-- the collected pieces, buffers zone by zone, cutting each buffer with its zone and simplified tracks are slower.
WITH seen AS MATERIALIZED (SELECT id, ST_Buffer(geom, 15) AS geom FROM bench_piece),
     part AS (SELECT z.id, z.geom AS zone, ST_Union(ST_ClipByBox2D(s.geom, z.geom::box2d)) AS geom
              FROM bench_zone z JOIN bench_piece p ON ST_DWithin(p.geom, z.geom, 15) JOIN seen s ON s.id = p.id
              GROUP BY z.id, z.geom),
     area AS (SELECT sum(ST_Area(ST_Intersection(zone, geom))) AS m2 FROM part),
     door AS (SELECT count(*) AS near FROM bench_door d
              WHERE EXISTS (SELECT FROM bench_piece p WHERE ST_DWithin(p.geom, d.geom, 20)))
SELECT area.m2, door.near FROM area, door;

-- name: exact
-- The reference for the area: circles as 256-gons, 0.01 % small.
SELECT z.id, ST_Area(ST_Intersection(z.geom, u.geom)) AS m2
FROM bench_zone z
CROSS JOIN LATERAL (
  SELECT ST_Union(ST_Buffer(p.geom, 15, 64)) AS geom FROM bench_piece p WHERE ST_DWithin(p.geom, z.geom, 15)) u
ORDER BY z.id;
