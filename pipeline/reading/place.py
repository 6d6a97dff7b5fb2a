"""Where on the page something stands as it is shown, and whether it is seen there."""

import ctypes

import pypdfium2.raw as raw

from pipeline.reading.model import Box

_X0, _Y0, _X1, _Y1 = (ctypes.c_float() for _ in range(4))


class Placing:
    """Turns PDF coordinates into points from the top left of the page as it is shown, whatever its rotation."""

    def __init__(self, page: ctypes.c_void_p) -> None:
        self.width, self.height = float(raw.FPDF_GetPageWidthF(page)), float(raw.FPDF_GetPageHeightF(page))
        self.quarter = int(raw.FPDFPage_GetRotation(page)) % 4
        self.w, self.h = (self.height, self.width) if self.quarter % 2 else (self.width, self.height)
        cropped = raw.FPDFPage_GetCropBox(page, _X0, _Y0, _X1, _Y1) or raw.FPDFPage_GetMediaBox(
            page, _X0, _Y0, _X1, _Y1
        )
        self.left, self.bottom = (min(_X0.value, _X1.value), min(_Y0.value, _Y1.value)) if cropped else (0.0, 0.0)

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A box in PDF coordinates as x0, top, x1, bottom."""
        x0, y0, x1, y1 = left - self.left, bottom - self.bottom, right - self.left, top - self.bottom
        if self.quarter == 0:
            return x0, self.h - y1, x1, self.h - y0
        if self.quarter == 1:
            return y0, x0, y1, x1
        if self.quarter == 2:
            return self.w - x1, y0, self.w - x0, y1
        return self.h - y1, self.w - x1, self.h - y0, self.w - x0
