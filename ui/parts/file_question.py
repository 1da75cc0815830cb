"""Which file: Qt's own dialog in the desk's words and size, where somebody's memory stick or pictures are.

The system's own dialog speaks the system's language and opens what it likes; here nothing is renamed, made or deleted.
"""

import ctypes
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QDir, QSize, QStandardPaths, Qt, QUrl
from PySide6.QtGui import QIcon, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QFileSystemModel, QToolButton, QTreeView

from ui.look import look
from ui.words import say

Place = QStandardPaths.StandardLocation
NAME, SIZE, KIND, CHANGED = range(4)
"""The columns of its list."""
SPARE_BUTTONS = ("backButton", "forwardButton", "newFolderButton", "listModeButton", "detailModeButton")
"""What nobody needs for one file."""
REMOVABLE_DRIVE = 2
"""What Windows calls a memory stick (GetDriveTypeW)."""


class FileQuestion(QFileDialog):
    """Asks for one file of a kind, the newest first; `fileSelected` tells which."""

    def __init__(self, title: str, kinds: str, folder: Path, beside: Sequence[Path]) -> None:
        """Begins in `folder`; those `beside` are one step away."""
        super().__init__(QApplication.activeWindow(), title, str(folder), kinds)
        for option in (self.Option.DontUseNativeDialog, self.Option.ReadOnly, self.Option.DontUseCustomDirectoryIcons):
            self.setOption(option)
        self.setFileMode(self.FileMode.ExistingFile)
        self.setViewMode(self.ViewMode.Detail)
        label = self.DialogLabel
        for place, words in (
            (label.LookIn, say("位置")),
            (label.FileName, say("文件名")),
            (label.FileType, say("文件类型")),
            (label.Accept, say("打开")),
            (label.Reject, say("取消")),
        ):
            self.setLabelText(place, words)
        self.setSidebarUrls([QUrl.fromLocalFile(str(one)) for one in beside])
        px = look().px
        self.resize(QSize(px(880), px(560)).boundedTo(self.screen().availableSize() * 0.94))
        for button in self.findChildren(QAbstractButton):
            button.setIcon(QIcon())
            button.setVisible(button.objectName() not in SPARE_BUTTONS)
        up = self.findChild(QToolButton, "toParentButton")
        assert up is not None
        up.setText(say("上一级"))
        up.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        up.setMaximumWidth(px(96))
        files = self.findChild(QTreeView)
        assert files is not None
        self._files = files
        files.setAllColumnsShowFocus(True)
        files.setIconSize(QSize(px(20), px(20)))
        files.hideColumn(KIND)
        for column, width in ((NAME, 360), (SIZE, 112), (CHANGED, 200)):
            files.setColumnWidth(column, px(width))
        files.sortByColumn(CHANGED, Qt.SortOrder.DescendingOrder)
        model = files.model()
        assert isinstance(model, QFileSystemModel)
        model.directoryLoaded.connect(self._listed)

    def showEvent(self, event: QShowEvent) -> None:
        """The arrow keys go to the files at once."""
        super().showEvent(event)
        self._files.setFocus()

    def _listed(self, _folder: str) -> None:
        """The newest stands first, and Enter takes it."""
        files, model = self._files, self._files.model()
        model.sort(CHANGED, Qt.SortOrder.DescendingOrder)  # it would have done so only later
        files.setCurrentIndex(model.index(0, NAME, files.rootIndex()))


def places(kept_in: Place) -> list[Path]:
    """Where a file may lie, the likeliest first: what was plugged in, where such files are `kept_in`, the others."""
    own = (kept_in, Place.PicturesLocation, Place.DocumentsLocation, Place.DownloadLocation, Place.DesktopLocation)
    folders = [*removable(), *(Path(QStandardPaths.writableLocation(one)) for one in own), Path.home()]
    return [one for one in dict.fromkeys(folders) if one.is_dir()]


def removable(mounted_under: Sequence[str] = ("/media", "/run/media")) -> list[Path]:
    """Memory sticks and cards that are plugged in."""
    if sys.platform == "win32":
        drives = [drive.absolutePath() for drive in QDir.drives()]
        return [Path(one) for one in drives if ctypes.windll.kernel32.GetDriveTypeW(one) == REMOVABLE_DRIVE]
    found = (one for root in mounted_under for one in sorted(Path(root).glob("*/*")))
    return [one for one in found if one.is_mount()]
