"""What of the player a module needs, and no more: the parts of its script, its style sheets."""

from __future__ import annotations

from larpaket.definition.model import Film, LearningModule, Reflection
from larpaket.player.contract import PlayerData, ReflectionData

_MOUNTS = {"film": "mountFilm", "reflection": "mountReflection"}


def entry(module: LearningModule, data: PlayerData, adapter: str) -> str:
    """The source of the entry: the adapter and the activities that this module uses, and no more."""
    mounts: dict[str, str] = {activity.type: _MOUNTS[activity.type] for activity in data.activities}
    files = {mounts[type]: type for type in mounts}
    if any(name.endswith((".progressed", ".played")) for name in data.statements):
        mounts["film"] = "mountVideoProfile"
        files = {mount: file for mount, file in files.items() if mount != "mountFilm"} | {"mountVideoProfile": "video-profile"}
    tracking = adapter
    imports = [f'import {{ {adapter} }} from "./tracking/{adapter}.js";']
    if data.lrs:
        imports.append('import { reporting } from "./tracking/reporting.js";')
        tracking = f"reporting({adapter})"
    elif adapter.startswith("scorm") and "lrs" in _notes(data):
        answer = adapter.replace("scorm", "answer")
        imports.append(f'import {{ {answer}, answering }} from "./tracking/answers.js";')
        tracking = f"answering({adapter}, {answer})"
    imports += [f'import {{ {mount} }} from "./{file}.js";' for mount, file in sorted(files.items())]
    parts = {part: f"mount{part.title()}" for part, needed in _parts(module, data).items() if needed}
    imports += [f'import {{ {mount} }} from "./{file}.js";' for file, mount in parts.items()]
    imports.append('import { main } from "./main.js";')
    handed = ", ".join(f"{part}: {mount}" for part, mount in parts.items())
    activities = ", ".join(f"{type}: {mount}" for type, mount in sorted(mounts.items()))
    return "\n".join([*imports, f"main({{ tracking: {tracking}, activities: {{ {activities} }}, parts: {{ {handed} }} }});", ""])


def _notes(data: PlayerData) -> set[str]:
    """Where what is written beside the questions goes."""
    return {"none", *(activity.notes for activity in data.activities if isinstance(activity, ReflectionData))}


def _parts(module: LearningModule, data: PlayerData) -> dict[str, bool]:
    """What only some modules need of the script, each a file of that name, and whether this one does."""
    return {
        "chapters": any(isinstance(activity, Film) and activity.chapters for activity in module.activities),
        "choice": data.mode == "either",
        "meeting": bool(data.team),
        "notes": _notes(data) != {"none"},
        "projector": data.mode != "individual",
        "responses": any(name.endswith(".responded") for name in data.statements),
        "unsent": bool(data.statements),
    }


def sheets(module: LearningModule, data: PlayerData) -> list[str]:
    """The style sheets that this module needs, in the order of their layers; base.css declares them."""
    parts = _parts(module, data)
    counted = any(isinstance(activity, ReflectionData) and activity.counted for activity in data.activities)
    needed = {
        "base": True,
        "part": True,
        "film": any(isinstance(activity, Film) for activity in module.activities),
        "chapters": parts["chapters"],
        "reflection": any(isinstance(activity, Reflection) for activity in module.activities),
        "notes": parts["notes"] or counted,
        "screen": True,
        "choice": parts["choice"],
        "guide": module.guide is not None,
        "projector": parts["projector"],
        "mode": True,
        "sender": True,
        "print": True,
    }
    return [name for name, used in needed.items() if used]
