"""Builds the shapefile roads and the raster dem: as small as a format allows, from its public description."""
import os
import struct

TOOL_DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "ToolData")
WGS84 = (
    'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],'
    'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'
)
ROADS = [
    ("Quay Road", [(-122.40, 37.78), (-122.39, 37.79)]),
    ("Mole", [(-122.39, 37.79), (-122.38, 37.79), (-122.37, 37.80)]),
]


def write(name, content):
    with open(os.path.join(TOOL_DATA, name), "wb") as file:
        file.write(content)


def box(points):
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return struct.pack("<4d", min(xs), min(ys), max(xs), max(ys))


def shapefile():
    shapes, places, at = b"", b"", 50
    for number, (_, points) in enumerate(ROADS, 1):
        body = struct.pack("<i", 3) + box(points) + struct.pack("<3i", 1, len(points), 0)
        body += b"".join(struct.pack("<2d", *point) for point in points)
        places += struct.pack(">2i", at, len(body) // 2)
        shapes += struct.pack(">2i", number, len(body) // 2) + body
        at += 4 + len(body) // 2

    everything = [point for _, points in ROADS for point in points]
    for name, content in (("roads.shp", shapes), ("roads.shx", places)):
        head = struct.pack(">i20xi", 9994, (100 + len(content)) // 2) + struct.pack("<2i", 1000, 3)
        write(name, head + box(everything) + struct.pack("<4d", 0, 0, 0, 0) + content)

    rows = b"".join(b" " + name.encode("ascii").ljust(20) for name, _ in ROADS)
    head = struct.pack("<4Bi2H20x", 3, 124, 1, 1, len(ROADS), 65, 21)
    field = b"NAME".ljust(11, b"\0") + b"C" + bytes(4) + bytes([20]) + bytes(15)
    write("roads.dbf", head + field + b"\r" + rows + b"\x1a")
    write("roads.prj", WGS84.encode("ascii"))
    write("roads.cpg", b"UTF-8")


def raster():
    heights = bytes(range(0, 64))
    tags = [
        (256, 3, 1, 8),  # width
        (257, 3, 1, 8),  # height
        (258, 3, 1, 8),  # bits
        (259, 3, 1, 1),  # not compressed
        (262, 3, 1, 1),  # black is zero
        (273, 4, 1, 8),  # the heights start behind the head
        (277, 3, 1, 1),  # one band
        (278, 3, 1, 8),  # in one strip
        (279, 4, 1, 64),
    ]
    directory = struct.pack("<H", len(tags)) + b"".join(struct.pack("<2H2I", *tag) for tag in tags) + struct.pack("<I", 0)
    write("dem.tif", struct.pack("<2sHI", b"II", 42, 8 + len(heights)) + heights + directory)
    write("dem.tfw", b"0.005\n0\n0\n-0.005\n-122.4\n37.8\n")
    write("dem.tif.aux.xml", b"<PAMDataset>\n  <SRS>" + WGS84.replace('"', "&quot;").encode("ascii") + b"</SRS>\n</PAMDataset>\n")


shapefile()
raster()
