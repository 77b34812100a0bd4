#!/usr/bin/env python3
"""Change a source in one place at a time and report the changes that its tests do not notice.

    tools/mutate.py src/model/combat.c model.combat futures.block

needs a build (./dev build). Each change is compiled alone and linked before the library, which
takes the place of the library's own object; a kernel is compiled for SSE2 and run with
ENTENTE_ISA=sse2. A survivor is either a missing test or a change that alters no result; a
person decides which. Exit 0 none survived, 1 some did, 2 usage.
"""
import argparse
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile

SWAPS = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "==", "&&": "||",
         "||": "&&", "+": "-", "-": "+", "*": "/", "/": "*", "+=": "-=", "-=": "+=", "*=": "/=",
         "ent_max": "ent_min", "ent_min": "ent_max", "true": "false", "false": "true"}
WORDS = re.compile(r'(?<=[\w\]) ]) (<=|>=|==|!=|&&|\|\||\+=|-=|\*=|<|>|\+|-|\*|/) (?=[\w(!.-])'
                   r'|\b(ent_max|ent_min|true|false)\b'
                   r'|(?<![\w.])(\d+\.\d+(?:e-?\d+)?|\d+)(?![\w.])')
STATEMENT = re.compile(r'^\s+(?!return|const|static|typedef|double|int|bool|size_t|else)'
                       r'[*\w][^{}?]*;\s*(/\*.*\*/)?$')


def blank_comments(text):
    """The text with comments, strings and directives made blank, of the same length."""
    blank = lambda m: re.sub(r'[^\n]', ' ', m.group(0))
    text = re.sub(r'/\*.*?\*/|"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\'', blank, text, flags=re.S)
    return re.sub(r'^#(?:[^\n]*\\\n)*[^\n]*', blank, text, flags=re.M)


def changes(text):
    """(offset, length, replacement), in the order of the text."""
    code = blank_comments(text)
    for m in WORDS.finditer(code):
        which = m.lastindex
        old = m.group(which)
        in_for = re.match(r'\s*for \(', code[code.rfind('\n', 0, m.start()) + 1:])
        if in_for and old in ('<', '<='):
            continue    # one step too far is for AddressSanitizer
        if which == 3:
            new = str(int(old) + 1) if old.isdigit() else str(float(old) + 1.0)
        else:
            new = SWAPS[old]
        yield m.start(which), len(old), new
    at = 0
    for line in code.splitlines(keepends=True):
        whole = line.rstrip('\n')
        if STATEMENT.match(whole) and whole.count('(') == whole.count(')'):
            yield at, len(whole), ';'
        at += len(line)


def compile_command(build, source):
    with open(os.path.join(build, 'compile_commands.json'), encoding='utf-8') as f:
        entries = [e for e in json.load(f) if os.path.realpath(e['file']) == source]
    if not entries:
        sys.exit(f'mutate: {source} is not compiled in {build}')
    entry = next((e for e in entries if 'sse2' in e['command']), entries[0])
    words = [w for w in shlex.split(entry['command']) if w != '-Werror']
    cut = words.index('-o')
    return words[:cut] + ['-O0', '-w'], entry['directory']


def link_command(build, test):
    target = 'test_' + test.replace('.', '_')
    said = subprocess.run(['ninja', '-C', build, '-t', 'commands', target], check=True,
                          capture_output=True, text=True).stdout.strip().splitlines()[-1]
    words = shlex.split(said.split('&&')[1] if '&&' in said else said)
    words[words.index('-o') + 1] = 'a.out'
    return words


def survives(words, folder, links, build, seconds):
    """None when it does not compile, else whether every test passes."""
    changed = os.path.join(folder, 'changed.o')
    if subprocess.run(words + ['-o', changed, '-c', os.path.join(folder, 'changed.c')],
                      cwd=build, capture_output=True).returncode:
        return None
    for link in links:
        program = os.path.join(folder, 'a.out')
        at = next(i for i, w in enumerate(link) if w.endswith('libentente.a'))
        line = [program if w == 'a.out' else w for w in link[:at] + [changed] + link[at:]]
        if subprocess.run(line, cwd=build, capture_output=True).returncode:
            return None
        try:
            done = subprocess.run([program], cwd=folder, capture_output=True, timeout=seconds,
                                  env=dict(os.environ, ENTENTE_ISA='sse2'))
        except subprocess.TimeoutExpired:
            return False
        if done.returncode:
            return False
    return True


def main():
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument('source')
    ask.add_argument('tests', nargs='+', help='CTest names, like model.combat')
    ask.add_argument('--build', default='build')
    ask.add_argument('--most', type=int, default=0, help='of the changes, evenly spread [all]')
    ask.add_argument('--seconds', type=float, default=60.0, help='for one test')
    ask.add_argument('--lines', help='FROM:TO, only changes there')
    args = ask.parse_args()
    build, source = os.path.realpath(args.build), os.path.realpath(args.source)
    with open(source, encoding='utf-8') as f:
        text = f.read()
    words, _ = compile_command(build, source)
    links = [link_command(build, t) for t in args.tests]
    todo = list(changes(text))
    if args.lines:
        first, last = map(int, args.lines.split(':'))
        todo = [c for c in todo if first <= text.count('\n', 0, c[0]) + 1 <= last]
    if args.most and len(todo) > args.most:
        todo = [todo[i * len(todo) // args.most] for i in range(args.most)]
    killed = left = broken = 0
    with tempfile.TemporaryDirectory() as folder:
        for at, length, new in [(0, 0, '')] + todo:
            with open(os.path.join(folder, 'changed.c'), 'w', encoding='utf-8') as f:
                f.write(text[:at] + new + text[at + length:])
            alive = survives(words, folder, links, build, args.seconds)
            if not length:
                if not alive:
                    sys.exit('mutate: the tests fail without any change')
            elif alive is None:
                broken += 1
            elif alive:
                left += 1
                line = text.count('\n', 0, at) + 1
                print(f'{args.source}:{line}: {text[at:at + length].strip()} -> {new}  in  '
                      f'{text.splitlines()[line - 1].strip()}', flush=True)
            else:
                killed += 1
    print(f'{args.source}: {killed} noticed, {left} not, {broken} did not compile')
    return 1 if left else 0


if __name__ == '__main__':
    sys.exit(main())
