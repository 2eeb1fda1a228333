"""What a shell completes: bash, zsh and fish ask click, which asks here for names of models.

click's own script for bash gives either words or files; where a word may be a command, a model or
a file, ours gives all of them. The scripts are printed when the environment asks for them:
`_RNNWRITER_COMPLETE=bash_source rnnwriter`.
"""

from click.shell_completion import BashComplete, CompletionItem, add_completion_class

from rnnwriter.errors import UserError
from rnnwriter.model.store import BOTH, models, names_in

# Asks for a script, or for what may follow.
VARIABLE = "_RNNWRITER_COMPLETE"


def models_like(incomplete: str) -> list[str]:
    """Names of models that begin so; after "me+" those that may be asked beside `me`."""
    try:
        *before, _ = names_in(incomplete)
    except UserError:
        return []
    together = "".join(f"{name}{BOTH}" for name in before)
    found = [f"{together}{name}" for name in models() if name not in before]
    return [name for name in found if name.startswith(incomplete)]


def files(incomplete: str) -> CompletionItem[str]:
    """Tells the shell to look for files that begin so; it knows better than we do."""
    return CompletionItem(incomplete, type="file")


@add_completion_class
class Bash(BashComplete):
    """bash, with words and files side by side, and an option's value after "=" too."""

    # $2 is the word as it stands; files are left to readline, which knows quotes and "~", where
    # nothing else fits.
    source_template = """\
%(complete_func)s() {
    local IFS=$'\\n' line with_files=
    COMPREPLY=()
    while read -r line; do
        case $line in
            plain,*) COMPREPLY+=("${line#plain,}") ;;
            file,*) with_files=yes ;;
        esac
    done < <(env COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD=$COMP_CWORD \
%(complete_var)s=bash_complete "$1" 2>/dev/null)
    if [[ $with_files && ${#COMPREPLY[@]} -gt 0 ]]; then
        mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -f -X '.*' -- "$2")
        compopt -o filenames
    elif [[ $with_files ]]; then
        compopt -o default
    fi
}

complete -o nosort -F %(complete_func)s %(prog_name)s
"""

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the cursor, and the one at it; bash makes a word of "=" itself."""
        words, incomplete = super().get_completion_args()
        return [word for word in words if word != "="], incomplete
