"""What a pallet costs. Read from a folder of sys.path: what it names does not travel by itself."""
import shapely


def price():
    return open("../ToolData/surcharges.csv").read() + str(shapely)
