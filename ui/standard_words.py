"""The words Qt brings along for its own parts: the columns and buttons of its dialogs, the menu of a field."""

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication

CATALOGUES = {"zh": "qtbase_zh_CN"}
"""Qt's own catalogue for a language of the desk; in English Qt speaks by itself."""


def speak_too(application: QApplication, language: str) -> None:
    """Qt's parts speak the desk's language from now on."""
    if language in CATALOGUES:
        words = QTranslator(application)
        words.load(CATALOGUES[language], QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
        application.installTranslator(words)
