// SPDX-License-Identifier: Apache-2.0
// xb under the name of make, for the cases in this folder.
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "os/system.h"
#include "remake/make_session.h"
#include "status/output_stream.h"

int main(int argc, char** argv) {
  xb::IgnoreBrokenPipes();
  xb::FileOutputStream out(stdout);
  xb::FileOutputStream err(stderr);
  std::vector<std::string> arguments(argv, argv + argc);
  return xb::MakeSession(std::move(arguments), out, err).Run();
}
