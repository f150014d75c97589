// SPDX-License-Identifier: Apache-2.0
// What may be written to stdout: whether it is a terminal, whether lines can
// be redrawn on it, whether colours are wanted, and how wide it is.  Everything
// that decides is in TerminalFacts, so that the decision is a pure function.
#pragma once

#include <optional>
#include <string>

namespace xb {

struct TerminalFacts {
  bool is_terminal = false;
  int columns = 0;  // 0 = unknown
  std::optional<std::string> term;
  std::optional<std::string> no_color;
  std::optional<std::string> force_color;
  std::optional<std::string> clicolor_force;
  std::optional<std::string> clicolor;
};

struct TerminalTraits {
  bool is_terminal = false;
  // A terminal on which a line can be overwritten (not TERM=dumb).
  bool is_smart = false;
  // ANSI colours are wanted: xb's own, and those in captured output.
  bool color = false;
  int columns = 0;  // 0 = unknown
};

// NO_COLOR, when not empty, wins over all; then FORCE_COLOR and
// CLICOLOR_FORCE (any value but empty and `0`) turn colours on; then
// CLICOLOR=0 turns them off; otherwise a smart terminal has them.
TerminalTraits DecideTerminal(const TerminalFacts& facts);

// Of stdout and the environment.
TerminalFacts ReadTerminalFacts();
inline TerminalTraits ReadTerminal() {
  return DecideTerminal(ReadTerminalFacts());
}

// Columns of the terminal on stdout now; 0 when it is none.
int TerminalColumns();

enum class Stream { kOut, kErr };
// Of the terminal that it is; empty when it is none.
std::string TerminalName(Stream stream);

// The same for two processes that write to one file, pipe or terminal.
std::string StdoutIdentity();

}  // namespace xb
