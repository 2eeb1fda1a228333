"""Curves of a training: bits per character over the characters that were read."""

from textual_plot import HiResMode, PlotWidget

from rnnwriter.training.following import View

_MILLION = 1e6
# Of the values, how many the scale shows; the beginning is steep.
_SHOWN = 0.98
_LEAST_SCALE = 0.05


class LossPlot(PlotWidget):
    """Training in a quiet colour, validation in the theme's own."""

    def __init__(self) -> None:
        super().__init__(allow_pan_and_zoom=False)
        self.can_focus = False
        self.set_reactive(PlotWidget.margin_top, 0)
        self.set_reactive(PlotWidget.margin_left, 8)
        self.set_xlabel("million characters read")

    def show(self, view: View) -> None:
        """Draw the curves of `view`."""
        self.clear()
        for curve, color in (
            (view.training, self._color("secondary")),
            (view.validation, self._color("accent")),
        ):
            if len(curve) > 1:
                self.plot(
                    [seen / _MILLION for seen, _ in curve],
                    [bits for _, bits in curve],
                    line_style=color,
                    hires_mode=HiResMode.BRAILLE,
                )
        every = sorted(bits for _, bits in (*view.training, *view.validation))
        if every:
            low, high = every[0], every[int(_SHOWN * (len(every) - 1))]
            margin = max(high - low, _LEAST_SCALE) / 10
            self.set_ylimits(low - margin, high + margin)
            self.set_xlimits(0, max(view.characters_seen, 1) / _MILLION)

    def _color(self, name: str) -> str:
        """Of the theme; the terminal's own where the theme has no colours."""
        value = self.app.theme_variables.get(name, "")
        return value if value.startswith("#") else "default"
