// SPDX-License-Identifier: Apache-2.0
// The program: argv -> Invocation -> Session -> exit status.
#include <cstdio>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/as_make.h"
#include "cli/flags.h"
#include "cli/session.h"
#include "os/system.h"

int main(int argc, char** argv) {
  xb::IgnoreBrokenPipes();
  xb::EndWhenOutOfMemory();
  std::vector<std::string> arguments(argv, argv + argc);
  if (arguments.empty()) arguments.emplace_back("xb");
  if (std::optional<xb::MakeCall> call = xb::AsMake(arguments)) {
    return xb::RunMake(*std::move(call));
  }
  xb::Result<xb::Invocation> parsed =
      xb::ParseFlags(arguments, xb::ProcessorCount);
  if (!parsed.ok()) {
    const xb::Error& error = parsed.error();
    const std::string program(xb::ProgramName(xb::PersonalityOf(arguments[0])));
    std::fprintf(stderr, "%s: %s: %s\n", program.c_str(),
                 error.is_fatal ? "fatal" : "error", error.message.c_str());
    return 1;
  }
  xb::Invocation invocation = parsed.Take();
  if (invocation.print) {
    std::fputs(invocation.print->c_str(),
               invocation.print_to_stderr ? stderr : stdout);
    return invocation.exit_status;
  }
  return xb::Session(std::move(invocation), std::move(arguments)).Run();
}
