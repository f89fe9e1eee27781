"""The parts of the player's script and the style sheets that a module needs, and no others."""

from __future__ import annotations

from larpaket.activities import ACTIVITIES
from larpaket.definition.page import Bundle, Import
from larpaket.formats.format import Format
from larpaket.player.setting import PageSetting
from larpaket.player.texts import is_rewritten
from larpaket.problems import LarpaketError
from larpaket.templates import templates

MOST_LABELS = 5
"""With more activities than this, the progress bar has no room for a label each."""


class BundleError(LarpaketError):
    """The parts of a page's script or style do not fit together."""


def bundles(setting: PageSetting) -> dict[str, Bundle]:
    """What each of the module's activity types needs, by the types' names, in the order of the registry."""
    found = {}
    for name, kind in ACTIVITIES.items():
        if own := [activity for activity in setting.module.activities if activity.type == name]:
            found[name] = kind.bundle(own, setting)
    return found


def parts(setting: PageSetting) -> dict[str, Import]:
    """The script's optional parts that this module needs, by the names under which `main` gets them."""
    group = setting.module.mode != "individual"
    shared = {
        "rewriting": (is_rewritten(setting.module), Import("mountRewriting", "rewriting.js")),
        "choice": (setting.module.mode == "either", Import("mountChoice", "choice.js")),
        "end": (setting.prints, Import("mountEnd", "end.js")),
        "loose": (setting.writes, Import("createLoose", "loose.js")),
        "taking": (setting.writes, Import("mountTaking", "taking.js")),
        "meeting": (setting.tells and group, Import("mountMeeting", "meeting.js")),
        "projector": (group, Import("mountProjector", "projector.js")),
        "unsent": (setting.tells, Import("mountUnsent", "unsent.js")),
    }
    found = {name: part for name, (needed, part) in shared.items() if needed}
    for kind, bundle in bundles(setting).items():
        for name, part in bundle.parts.items():
            if name in shared or found.setdefault(name, part) != part:
                raise BundleError(f"activity type `{kind}`: another part of the script is called `{name}`")
    return found


def entry(setting: PageSetting, format: Format) -> str:
    """The source of the entry: only the adapter and the activities that this module uses."""
    mounts = {name: bundle.mount for name, bundle in bundles(setting).items()}
    handed = parts(setting)
    tracking = format.adapter
    imports = [Import(format.adapter, f"tracking/{format.adapter}.js")]
    if format.lrs_for(setting.publisher):
        imports.append(Import("reporting", "tracking/reporting.js"))
        tracking = f"reporting({format.adapter})"
    elif format.answers and any(bundle.answers for bundle in bundles(setting).values()):
        imports += [Import(format.answers, "tracking/answers.js"), Import("answering", "tracking/answers.js")]
        tracking = f"answering({format.adapter}, {format.answers})"
    imports += [*mounts.values(), *handed.values(), Import("main", "main.js")]
    lines = [f'import {{ {one.name} }} from "./{one.file}";' for one in imports]
    given = f"activities: {{ {_object(mounts)} }}, parts: {{ {_object(handed)} }}"
    return "\n".join([*lines, f"main({{ tracking: {tracking}, {given} }});", ""])


def sheets(setting: PageSetting) -> list[str]:
    """The style sheets that this module needs, under `templates/player/`, base.css first, which declares
    the layers; the activity types' own last, so that they win where rules are equally specific.
    """
    handed = parts(setting)
    own = [
        f"activities/{name}/{style}" for name, bundle in bundles(setting).items() for style in bundle.styles
    ]
    needed = {
        "choice": "choice" in handed,
        "end": setting.prints,
        "guide": setting.module.guide is not None,
        "many": len(list(setting.module.activities)) > MOST_LABELS,
        "projector": "projector" in handed,
        "mode": True,
        "sender": True,
        "print": True,
    }
    shared = ["base", "part", "screen", "start", *(name for name, used in needed.items() if used)]
    for sheet in own:
        if not (templates() / "player" / f"{sheet}.css").is_file():
            raise BundleError(f"there is no style sheet templates/player/{sheet}.css")
    return [*(f"style/{name}" for name in shared), *own]


def _object(imports: dict[str, Import]) -> str:
    return ", ".join(f"{name}: {one.name}" for name, one in sorted(imports.items()))
