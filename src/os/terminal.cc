// SPDX-License-Identifier: Apache-2.0
#include "os/terminal.h"

#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "os/environment.h"

namespace xb {
namespace {

// Set, and neither empty nor `0`.
bool IsOn(const std::optional<std::string>& value) {
  return value && !value->empty() && *value != "0";
}

bool DecideColor(const TerminalFacts& facts, bool is_smart) {
  if (facts.no_color && !facts.no_color->empty()) return false;
  if (IsOn(facts.force_color) || IsOn(facts.clicolor_force)) return true;
  if (facts.clicolor == "0") return false;
  return is_smart;
}

}  // namespace

TerminalTraits DecideTerminal(const TerminalFacts& facts) {
  TerminalTraits traits;
  traits.is_terminal = facts.is_terminal;
  traits.is_smart = facts.is_terminal && facts.term && *facts.term != "dumb";
  traits.color = DecideColor(facts, traits.is_smart);
  traits.columns = facts.is_terminal ? facts.columns : 0;
  return traits;
}

TerminalFacts ReadTerminalFacts() {
  TerminalFacts facts;
  facts.is_terminal = isatty(STDOUT_FILENO) == 1;
  facts.columns = TerminalColumns();
  facts.term = GetEnv("TERM");
  facts.no_color = GetEnv("NO_COLOR");
  facts.force_color = GetEnv("FORCE_COLOR");
  facts.clicolor_force = GetEnv("CLICOLOR_FORCE");
  facts.clicolor = GetEnv("CLICOLOR");
  return facts;
}

int TerminalColumns() {
  winsize size;
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return 0;
  return size.ws_col;
}

std::string TerminalName(Stream stream) {
  const int fd = stream == Stream::kOut ? STDOUT_FILENO : STDERR_FILENO;
  if (isatty(fd) == 0) return {};
  char name[256];
  return ttyname_r(fd, name, sizeof name) == 0 ? name : "true";
}

std::string StdoutIdentity() {
  struct stat file;
  if (fstat(STDOUT_FILENO, &file) != 0) return "none";
  return std::to_string(file.st_dev) + ":" + std::to_string(file.st_ino);
}

}  // namespace xb
