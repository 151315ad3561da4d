"""Painted views and controls: what a page is made of. Called by views and bootstrap; GUI thread only.

Widgets know nothing about meetings, staff or the Desk: they show what they are given and emit what was asked.
Every widget takes the `Look` first in its constructor; nothing is fetched from a global.

- look: `Look` (theme, fonts, icons, brushes, scale, `changed`) · theme: colour tokens · style: palette, sheet
- fonts: families and cache · icons: Lucide pixmaps · patterns: brushes and block styles of states
- marks: alarm shapes, badges, key caps, load bars · chips: `Chip`, `paint_chip`
- controls: `Button`, `Segmented`, `SearchBox` · labels: `TextLabel`, `ElidedLabel` · forms: `FormBuilder`
- panels: `PageBar`, `InlineMessage`, `EmptyState` · drawer: `Drawer`, `Section` · undobar: `UndoBar`
- tables: `dress_table`, `dress_list`, `RowDelegate` · focus: `FocusRing` · timescale: `TimeScale`

Sizes are given at 100 % and scaled by the look (`look.px`, `look.font`, `look.icon`); line widths are not.
"""
