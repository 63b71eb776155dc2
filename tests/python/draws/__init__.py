"""The draws of Rowmill, made again from docs/draws.md alone. For tests; slow on purpose."""

from .column import *  # noqa: F403
from .contacts import *  # noqa: F403
from .files import *  # noqa: F403
from .identifiers import *  # noqa: F403
from .laws import *  # noqa: F403
from .money import *  # noqa: F403
from .nested import *  # noqa: F403
from .numbers import *  # noqa: F403
from .places import *  # noqa: F403
from .records import *  # noqa: F403
from .scalars import *  # noqa: F403
from .steps import *  # noqa: F403
from .stream import *  # noqa: F403
from .tables import *  # noqa: F403
from .texts import *  # noqa: F403
from .times import *  # noqa: F403
from .words import *  # noqa: F403
