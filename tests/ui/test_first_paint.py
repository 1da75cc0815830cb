import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
HEAVY = ("sqlalchemy", "alembic", "psycopg", "reportlab", "cv2", "numpy", "openpyxl", "pydantic", "httpx", "sqlcipher3")
PROGRAM = """
import sys
from PySide6.QtWidgets import QApplication
from ui.look import Look, dress
from ui.counter_window import CounterWindow
from ui.opening import Opening
app = QApplication(["guitai"])
dress(app, Look())
window = CounterWindow(practice=True)
Opening(window).show_busy()
window.show()
app.processEvents()
window.grab()
print(",".join(name for name in {heavy!r} if name in sys.modules))
"""


def test_nothing_heavy_is_loaded_when_the_first_window_is_painted():
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(heavy=HEAVY)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.strip() == ""
