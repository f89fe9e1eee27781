"""The module with three questions in its reflection, as an edit of its definition."""

FIRST = "                  en: What would you like to try?\n                time: 5 min\n"
SEVERAL = (
    FIRST,
    FIRST
    + """              - id: hinder
                text:
                  sv: Vad hindrar?
                  en: What is in the way?
                time: 2 min
                grouping: pairs
              - id: steg
                text:
                  sv: Vad blir det första steget?
                  en: What is the first step?
                time: 10 min
                grouping: small
""",
)
QUESTIONS = ["Vad vill ni prova?", "Vad hindrar?", "Vad blir det första steget?"]
