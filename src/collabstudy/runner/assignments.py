"""What a cell of parameters assigns; the standard library reads it, so that nothing has to be imported for it."""

import ast


def assignments(source: str) -> list[tuple[str, ast.expr, tuple[int, int]]]:
    """Each name that a source assigns, with its value and its lines, counted from 0.

    Raises ``SyntaxError`` where the source is no Python.
    """
    found = []
    for statement in ast.parse(source).body:
        target = statement.targets[0] if isinstance(statement, ast.Assign) else getattr(statement, "target", None)
        value = getattr(statement, "value", None)
        if isinstance(target, ast.Name) and value is not None:
            found.append((target.id, value, (statement.lineno - 1, statement.end_lineno or statement.lineno)))
    return found
