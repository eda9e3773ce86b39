"""Our expressions beside Google's C++ implementation of CEL.

`expressions.json` holds each expression with Google's result; the tests of idp-core hold ours
against it. Without arguments this looks whether Google's results are still those of the file;
with `--write` it writes them. A row where we differ on purpose has `ours` and `reason`.
"""

import datetime
import json
import os
import sys

from cel_expr_python import cel

FILE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "expressions.json")
CLAIMS = {
    "sub": "a1b2",
    "email": "Jane.Doe@Example.com",
    "email_verified": True,
    "verified_text": "true",
    "name": "Jané 👩‍💻 Doe",
    "empty": "",
    "nothing": None,
    "age": 42,
    "big": 9007199254740993,
    "score": 1.5,
    "iat": 1732358400,
    "cognito:groups": ["admins", "staff", "App-Reader"],
    "numbers": [3, 1, 2],
    "mixed": [1, "a", True, None],
    "nested": [[1, 2], [3, [4]]],
    "address": {"country": "CH", "lines": ["a", "b"]},
    "custom:json": '{"dept": "R&D"}',
}


def environment():
    text = "name: peers\nextensions:\n" + "".join(
        f"- name: {name}\n" for name in ["strings", "optional", "bindings", "math", "encoders", "lists", "regex"]
    )
    variables = {"claims": cel.Type.Map(cel.Type.STRING, cel.Type.DYN)}
    return cel.NewEnv(config=cel.NewEnvConfigFromYaml(text), variables=variables)


TYPES = {"null": "null_type", "timestamp": "google.protobuf.Timestamp", "duration": "google.protobuf.Duration"}


class Failed(Exception):
    """The evaluation ended with an error, which the library hands out as a value."""


def shown(value):
    """A value with its type, the same text as the test of idp-core makes."""
    name = value.type().name().lower()
    plain = value.value()
    if name in ("error", "*error*", "unknown"):
        raise Failed(plain)
    if isinstance(plain, list):
        return "[" + ", ".join(shown(item) for item in plain) + "]"
    if isinstance(plain, dict):
        rows = sorted(f"{json.dumps(key, ensure_ascii=False)}: {shown(item)}" for key, item in plain.items())
        return "{" + ", ".join(rows) + "}"
    if plain is None:
        return "null"
    if isinstance(plain, bool):
        return f"bool {str(plain).lower()}"
    if isinstance(plain, str):
        return "string " + json.dumps(plain, ensure_ascii=False)
    if isinstance(plain, (bytes, bytearray)):
        return "bytes " + plain.hex()
    if isinstance(plain, float):
        return f"double {plain!r}"
    if isinstance(plain, int):
        return f"{name} {plain}"
    if isinstance(plain, datetime.datetime):
        return "timestamp " + plain.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(plain, datetime.timedelta):
        return f"duration {plain // datetime.timedelta(microseconds=1)}"
    of_type = plain.name().split("<")[0].lower()
    return "type " + TYPES.get(of_type, of_type)


def google(env, expression):
    data = {"claims": CLAIMS}
    try:
        value = env.compile(expression).eval(data=data)
        try:
            return shown(value)
        except TypeError:
            # Python has no optional values; a list with an optional element has.
            return "optional " + shown(env.compile(f"[?({expression})]").eval(data=data))
    except Exception as problem:
        if os.environ.get("EXPLAIN"):
            print(expression, "->", str(problem)[:300].replace("\n", " "))
        return "error"


def main():
    env = environment()
    with open(FILE) as file:
        document = json.load(file)
    wrong = 0
    for row in document["rows"]:
        found = google(env, row["expression"])
        if "--write" in sys.argv:
            row["google"] = found
        elif row["google"] != found:
            wrong += 1
            print(f"FAILED: {row['expression']} is {found}, the file says {row['google']}")
    if "--write" in sys.argv:
        document["claims"] = CLAIMS
        with open(FILE, "w") as file:
            json.dump(document, file, ensure_ascii=False, indent=1)
            file.write("\n")
    rows = document["rows"]
    differ = sum("reason" in row for row in rows)
    print(f"{'FAILED' if wrong else 'ok'}: {len(rows)} expressions against cel-cpp, {differ} of them differ with a reason")
    sys.exit(1 if wrong else 0)


main()
