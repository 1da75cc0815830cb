"""One start in a process of its own, told in JSON: `python -m bench.opening empty|desk FOLDER BEGUN [HOW]`.

BEGUN is the system's monotonic clock when the process was asked for, so that the interpreter's own start counts.
The desk is opened by its own command line, and somebody signs in; only its windows are looked at from here. HOW is
`beating` to listen for pauses of the window, or `watched` to see also what every thread does in one.
"""

import gc
import sys
from typing import Any


def empty(begun: float) -> None:
    """The floor: a window with nothing in it."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QMainWindow

    application = QApplication(["empty"])
    window = QMainWindow()

    from bench.witness import Witness

    witness = Witness(window, begun, lambda: QTimer.singleShot(0, witness.end))
    window.resize(1366, 768)
    window.show()
    application.exec()


def desk(folder: str, begun: float, how: str) -> None:
    """The desk of this folder, as `guitai desk` opens it."""
    gc.disable()  # the command does it too, but only after what is imported here
    import ui.cli
    import ui.plain_qt
    import ui.start

    class Watched(ui.start.Start):
        def __init__(self, *words: object, **named: object) -> None:
            super().__init__(*words, **named)
            from bench.witness import Hall

            self.hall = Hall(self, begun, how)

        def _move_in(self, app: Any) -> None:
            opened = app.Workplace._open_devices

            def as_a_halls_own(workplace: Any) -> Any:
                from devices import checkup

                checkup.is_simulated = lambda _address: False  # these stand for its own
                return opened(workplace)

            app.Workplace._open_devices = as_a_halls_own
            super()._move_in(app)

    ui.start.Start = Watched  # type: ignore[misc]
    sys.argv = ["guitai", "desk", "--data-dir", folder]
    ui.cli.main()


if __name__ == "__main__":
    kind, where, asked, *how = sys.argv[1:]
    desk(where, float(asked), *(how or [""])) if kind == "desk" else empty(float(asked))
