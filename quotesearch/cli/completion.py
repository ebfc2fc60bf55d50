"""`quotesearch completion`."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click

from quotesearch.cli import options
from quotesearch.cli.completers import DEFAULT_INDEX, SCRIPT_COLUMNS, SHELLS, VARIABLE
from quotesearch.cli.printing import Printer
from quotesearch.exporting import Record

SCRIPTS: Final = {
    "bash": r"""# Completion of quotesearch for bash.
_quotesearch_completion() {
    local line kind= IFS=
    COMPREPLY=()
    while read -r line; do
        case $line in
            plain,*) COMPREPLY+=("${line#plain,}") ;;
            file,*) kind=file ;;
            dir,*) kind=dir ;;
        esac
    done < <(COMP_LINE="${COMP_LINE:0:COMP_POINT}" COMP_WORDBREAKS="$COMP_WORDBREAKS" @SETTINGS@ "$1" 2>/dev/null)
    type compopt >/dev/null 2>&1 || return 0  # bash 3.2 always completes paths when nothing else was found
    case $kind in
        file) ;;
        dir) compopt +o default -o dirnames ;;
        *) compopt +o default ;;
    esac
}
complete -o default -o nosort -F _quotesearch_completion quotesearch 2>/dev/null ||
    complete -o default -F _quotesearch_completion quotesearch
""",
    "zsh": r"""#compdef quotesearch
# Completion of quotesearch for zsh.
_quotesearch_completion() {
    local line kind=
    local -a values typed
    typed=("${(@Q)words[1,CURRENT-1]}" "${(Q)PREFIX}")
    for line in "${(@f)$(COMP_WORDS="${(F)typed}" @SETTINGS@ ${words[1]} 2>/dev/null)}"; do
        case $line in
            plain,*) values+=("${line#plain,}") ;;
            file,*) kind=file ;;
            dir,*) kind=dir ;;
        esac
    done
    [[ -n $kind && $PREFIX == --*=* ]] && compset -P '*='
    case $kind in
        file) _files ;;
        dir) _files -/ ;;
    esac
    (( $#values )) && compadd -U -V quotesearch -a values
    local -a others
    others=(${(L)values})
    others=(${others:#${(b)${(L)typed[-1]}}*})
    if (( $#values > 1 && $#others )); then  # zsh would shorten what is typed
        compstate[insert]= compstate[list]='list force'
    fi
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _quotesearch_completion "$@"
else
    compdef _quotesearch_completion quotesearch
fi
""",
    "fish": r"""# Completion of quotesearch for fish.
function __quotesearch_completion
    set -l current (commandline -ct | string trim -l -c '"\'')
    set -l plain (string unescape -- $current)
    test -n "$plain"; or set plain $current
    set -l typed (commandline -opc) "$plain"
    set -l option (string match -r -- '^--[^=]*=' "$plain")
    for line in (env COMP_WORDS=(string join \n -- $typed | string collect) @SETTINGS@ $typed[1] 2>/dev/null)
        set -l value (string replace -r '^[a-z]*,' '' -- $line)
        switch $line
            case 'plain,*'
                printf '%s\n' $value
            case 'file,*'
                for path in (__fish_complete_path (string replace -- "$option" '' "$plain"))
                    printf '%s\n' "$option$path"
                end
            case 'dir,*'
                for path in (__fish_complete_directories (string replace -- "$option" '' "$plain"))
                    printf '%s\n' "$option$path"
                end
        end
    end
end
complete --no-files --command quotesearch --arguments '(__quotesearch_completion)'
""",
}
"""What a shell is to run. The settings are variables of the environment, the same in each."""


@dataclass(frozen=True, slots=True)
class ShownScript:
    """A script for a shell."""

    shell: str
    script: str

    def record(self) -> Record:
        """The fields by name."""
        return {"shell": self.shell, "script": self.script}

    def rows(self) -> Iterator[Sequence[object]]:
        """One row of `SCRIPT_COLUMNS`."""
        yield self.shell, self.script

    def text(self) -> str:
        """The script alone."""
        return self.script.rstrip("\n")


@click.command("completion")
@click.argument("shell", type=click.Choice(list(SHELLS)))
@options.form
@options.index
@options.quiet
@click.pass_context
def command(ctx: click.Context, shell: str, form: str, directory: str, quiet: bool) -> None:
    """
    Print what makes a shell complete quotesearch: commands, options, paths, and the speakers and outlets of an index.

    Names come from the index that the command line names before them, else from QUOTESEARCH_INDEX, else from the
    one that --index names here, else from ./index. docs/command-line.md says in which folder each shell looks.

    \b
    Examples:
      quotesearch completion bash > ~/.quotesearch.bash
      quotesearch completion zsh > ~/.zfunc/_quotesearch
      quotesearch completion fish > ~/.config/fish/completions/quotesearch.fish
    """
    settings = {VARIABLE: f"{shell}_complete"}
    if ctx.get_parameter_source("directory") is click.core.ParameterSource.COMMANDLINE:
        settings[DEFAULT_INDEX] = str(Path(directory).absolute())
    written = " ".join(f"{name}={shlex.quote(value)}" for name, value in settings.items())
    with Printer(form, SCRIPT_COLUMNS, single=True) as printer:
        printer.print(ShownScript(shell, SCRIPTS[shell].replace("@SETTINGS@", written)))
