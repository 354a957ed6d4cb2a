"""How lorries find their way: a package beside the toolbox, so its modules travel."""
from .distance import between
