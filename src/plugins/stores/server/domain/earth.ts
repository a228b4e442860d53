/**
 * Kilometres from the middle of the earth to its surface, taken for a sphere: the rounded mean radius
 * (IUGG's is 6371.0088) by which distances of shops are usually compared. The real earth differs from
 * any sphere by up to half a per cent.
 */
export const EARTH_RADIUS = 6371;
