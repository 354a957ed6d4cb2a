"""Writes ToolData/SanFrancisco.gdb, the tiny geodatabase of the sample publication.

Run once with GDAL 3.6 or newer (`python3 make_geodatabase.py`); what it wrote is kept beside it.
Everything in it is invented: three streets, two depots, a bus line, its stops and two owners.
"""

import pathlib
import shutil

from osgeo import gdal, ogr, osr

gdal.UseExceptions()
HERE = pathlib.Path(__file__).resolve().parent
TARGET = HERE / "ToolData" / "SanFrancisco.gdb"

STREETS = [
    ("Market St", 1, "LINESTRING (-122.42 37.77, -122.40 37.79)"),
    ("Mission St", 2, "LINESTRING (-122.42 37.76, -122.40 37.78)"),
    ("Valencia St", 1, "LINESTRING (-122.42 37.75, -122.42 37.77)"),
]
DEPOTS = [("North depot", "POINT (-122.41 37.80)"), ("South depot", "POINT (-122.39 37.74)")]
LINES = [("Line 14", "LINESTRING (-122.42 37.76, -122.41 37.77, -122.40 37.78)")]
STOPS = [("5th St", "POINT (-122.41 37.78)"), ("16th St", "POINT (-122.42 37.765)")]
OWNERS = [(1, "City"), (2, "Port")]


def add_layer(database, name, geometry, fields, feature_dataset=None):
    """Creates one feature class or table with its fields."""
    wgs84 = osr.SpatialReference()
    wgs84.ImportFromEPSG(4326)
    options = [f"FEATURE_DATASET={feature_dataset}"] if feature_dataset else []
    has_shape = geometry != ogr.wkbNone
    layer = database.CreateLayer(name, wgs84 if has_shape else None, geometry, options)
    for field, kind in fields:
        layer.CreateField(ogr.FieldDefn(field, kind))
    return layer


def add_rows(layer, rows, with_shape=True):
    """Adds rows; the last value of a row with a shape is its WKT."""
    for row in rows:
        feature = ogr.Feature(layer.GetLayerDefn())
        values = row[:-1] if with_shape else row
        for at, value in enumerate(values):
            feature.SetField(at, value)
        if with_shape:
            feature.SetGeometry(ogr.CreateGeometryFromWkt(row[-1]))
        layer.CreateFeature(feature)


def relate(database, name, origin, destination, origin_key, destination_key):
    """Adds a relationship class."""
    relationship = gdal.Relationship(name, origin, destination, gdal.GRC_ONE_TO_MANY)
    relationship.SetLeftTableFields([origin_key])
    relationship.SetRightTableFields([destination_key])
    relationship.SetRelatedTableType("features")
    if not database.AddRelationship(relationship):
        raise SystemExit(f"GDAL did not add the relationship class {name}")


def main():
    shutil.rmtree(TARGET, ignore_errors=True)
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    driver = gdal.GetDriverByName("OpenFileGDB")
    database = driver.Create(str(TARGET), 0, 0, 0, gdal.GDT_Unknown)
    name = ("Name", ogr.OFTString)
    owner = ("OwnerId", ogr.OFTInteger)
    add_rows(add_layer(database, "Streets", ogr.wkbMultiLineString, [name, owner]), STREETS)
    add_rows(add_layer(database, "Depots", ogr.wkbPoint, [name]), DEPOTS)
    add_rows(add_layer(database, "Lines", ogr.wkbMultiLineString, [name], "Transit"), LINES)
    add_rows(add_layer(database, "Stops", ogr.wkbPoint, [name], "Transit"), STOPS)
    owners = add_layer(database, "Owners", ogr.wkbNone, [owner, name])
    add_rows(owners, OWNERS, with_shape=False)
    # A relationship class can only name tables that are written: close and open again.
    database = None
    database = gdal.OpenEx(str(TARGET), gdal.OF_VECTOR | gdal.OF_UPDATE)
    relate(database, "Streets_Owners", "Owners", "Streets", "OwnerId", "OwnerId")
    database = None


if __name__ == "__main__":
    main()
