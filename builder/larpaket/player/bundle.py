"""The parts of the player's script and the style sheets that a module needs, and no others."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

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
        "unsent": (setting.tells and not setting.framed, Import("mountUnsent", "unsent.js")),
        "stepAside": (setting.framed, Import("mountBack", "back.js")),
    }
    found = {name: part for name, (needed, part) in shared.items() if needed}
    for kind, bundle in bundles(setting).items():
        for name, part in bundle.parts.items():
            if name in shared or found.setdefault(name, part) != part:
                raise BundleError(f"activity type `{kind}`: another part of the script is called `{name}`")
    return found


def entry(setting: PageSetting, format: Format, *others: PageSetting) -> str:
    """The source of the entry: only the adapter and the activities that this module uses; or this one and
    others whose pages share the script. Then each page names its own parts.
    """
    settings = (setting, *others)
    mounts = {name: bundle.mount for setting in settings for name, bundle in bundles(setting).items()}
    handed = {name: part for setting in settings for name, part in parts(setting).items()}
    imports, tracking = adapter(settings, format)
    imports += [*mounts.values(), *handed.values(), Import("main", "main.js")]
    given = f"{{ {_object(handed)} }}"
    if others:
        imports.append(Import("partsOf", "parts-of.js"))
        given = f"partsOf({given}, {json.dumps(sorted(handed))})"
    return source(
        imports, f"main({{ tracking: {tracking}, activities: {{ {_object(mounts)} }}, parts: {given} }});"
    )


def adapter(
    settings: Sequence[PageSetting], format: Format, *, gathers: bool = False
) -> tuple[list[Import], str]:
    """What a page of these modules tracks with: what to import, and the expression that makes it. `gathers`:
    it is a catalogue's own.
    """
    imports = [Import(format.adapter, f"tracking/{format.adapter}.js")]
    tracking = format.adapter
    if gathers and format.objectives:
        more = (format.objectives, "counting")
        imports += [Import(name, "tracking/objectives.js") for name in more]
        tracking = f"counting({tracking}, {format.objectives})"
    if format.lrs_for(settings[0].publisher):
        return [*imports, Import("reporting", "tracking/reporting.js")], f"reporting({tracking})"
    if format.answers and any(bundle.answers for setting in settings for bundle in bundles(setting).values()):
        imports += [Import(format.answers, "tracking/answers.js"), Import("answering", "tracking/answers.js")]
        return imports, f"answering({tracking}, {format.answers})"
    return imports, tracking


def source(imports: Iterable[Import], call: str) -> str:
    """The source of an entry that imports these and does nothing but `call`."""
    return "\n".join([*(f'import {{ {one.name} }} from "./{one.file}";' for one in imports), call, ""])


def sheets(setting: PageSetting, *others: PageSetting) -> list[str]:
    """The style sheets that this module needs, or this one and others, under `templates/player/`: base.css
    first, which declares the layers; the activity types' own last, so that they win where rules are equally
    specific.
    """
    settings = (setting, *others)
    handed = {name for one in settings for name in parts(one)}
    own = dict.fromkeys(
        f"activities/{name}/{style}"
        for one in settings
        for name, bundle in bundles(one).items()
        for style in bundle.styles
    )
    needed = {
        "choice": "choice" in handed,
        "end": any(one.prints for one in settings),
        "guide": any(one.module.guide is not None for one in settings),
        "many": any(len(list(one.module.activities)) > MOST_LABELS for one in settings),
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
