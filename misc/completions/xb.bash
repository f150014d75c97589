# SPDX-License-Identifier: Apache-2.0
# Completion of xb for bash: flags, their values, tools and targets.

# The words that choose the directory and the manifest, as typed so far.
_xb_place() {
  local i
  for ((i = 1; i < COMP_CWORD; ++i)); do
    case ${COMP_WORDS[i]} in
      -t) return ;;
      -C | -f)
        # The word may begin with ~, which only the shell expands.
        printf '%s\n%s\n' "${COMP_WORDS[i]}" \
          "${COMP_WORDS[i + 1]/#\~/$HOME}"
        ((++i))
        ;;
    esac
  done
}

_xb_targets() {
  local -a place
  mapfile -t place < <(_xb_place)
  "${COMP_WORDS[0]}" "${place[@]}" -t targets all 2>/dev/null |
    sed -n 's/: [^:]*$//p'
}

# The tool that -t has chosen before the word being completed, if any.
_xb_tool() {
  local i
  for ((i = 1; i < COMP_CWORD - 1; ++i)); do
    if [[ ${COMP_WORDS[i]} == -t ]]; then
      printf '%s' "${COMP_WORDS[i + 1]}"
      return
    fi
  done
}

_xb_words() { mapfile -t COMPREPLY < <(compgen -W "$1" -- "$2"); }

_xb_of_tool() {
  local tool=$1 current=$2
  case $tool in
    clean) [[ $current == -* ]] && _xb_words '-g -r' "$current" && return ;;
    commands) [[ $current == -* ]] && _xb_words '-s' "$current" && return ;;
    compdb) [[ $current == -* ]] && _xb_words '-x' "$current" && return ;;
    rules) [[ $current == -* ]] && _xb_words '-d' "$current" && return ;;
    inputs)
      if [[ $current == -* ]]; then
        _xb_words '-0 --print0 -E --no-shell-escape -d --dependency-order' \
          "$current"
        return
      fi
      ;;
    multi-inputs)
      if [[ $current == -* ]]; then
        _xb_words '-0 --print0 -d --delimiter' "$current"
        return
      fi
      ;;
    why) [[ $current == -* ]] && _xb_words '--manifest' "$current" && return ;;
    targets)
      _xb_words 'all depth rule' "$current"
      return
      ;;
  esac
  local IFS=$'\n'
  mapfile -t COMPREPLY < <(compgen -W "$(_xb_targets)" -- "$current")
}

_xb() {
  local current=${COMP_WORDS[COMP_CWORD]}
  local previous=${COMP_WORDS[COMP_CWORD - 1]}
  local tool
  COMPREPLY=()
  tool=$(_xb_tool)
  if [[ -n $tool ]]; then
    _xb_of_tool "$tool" "$current"
    return
  fi
  case $previous in
    -C | --builddir)
      compopt -o filenames
      mapfile -t COMPREPLY < <(compgen -d -- "$current")
      return
      ;;
    -f)
      compopt -o filenames
      mapfile -t COMPREPLY < <(compgen -f -- "$current")
      return
      ;;
    -d)
      _xb_words 'stats explain keepdepfile keeprsp list' "$current"
      return
      ;;
    -w)
      _xb_words 'phonycycle=err phonycycle=warn misspelt=ignore
        misspelt=warn list' "$current"
      return
      ;;
    -t)
      _xb_words 'browse cache cache-dir clean cleandead commands compdb
        compdb-targets config coverage deps gen graph init inputs list lock
        missingdeps msvc multi-inputs ninja query recompact restat rules run
        targets test urtle warnings why wincodepage' "$current"
      return
      ;;
    --freshness)
      _xb_words 'content mtime' "$current"
      return
      ;;
    -D | -j | -k | -l | -p | --platform | --profile | --status) return ;;
  esac
  if [[ $current == -* ]]; then
    _xb_words '-C -D -d -f -h -j -k -l -n -p -t -v -w --about --auto-deps --builddir
      --cache --cache-check --freshness --help --no-cache --no-wait --platform --profile
      --quiet --replay-warnings --status --trace-make --verbose --version' "$current"
    return
  fi
  # A word that is no target of the manifest may be xb's own command.
  local IFS=$'\n'
  mapfile -t COMPREPLY < <(compgen -W "$(_xb_targets)"$'\ncache\ncache-dir\nconfig\ncoverage\ndeps\ngen\ninit\nlock\nrun\ntest\nwarnings\nwhy' -- "$current")
}

complete -F _xb xb
