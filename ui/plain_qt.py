"""Qt without PySide's second set of names, imported before whatever else uses Qt.

PySide reads the source of every module that is imported after it, and keeps it, to learn whether the module switches to
snake_case names. None does here: said once, this saves 25 MB and a third of a second while the desk is opening.
"""

import PySide6.QtCore  # noqa: F401 - brings the support module along
from shibokensupport import feature

feature._mod_uses_pyside = lambda _module: False
