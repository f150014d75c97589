// SPDX-License-Identifier: Apache-2.0
#include "remake/make_usage.h"

namespace xb {

std::string MakeUsage(const std::string& program) {
  return "Usage: " + program +
         " [OPTION]... [TARGET]... [NAME=VALUE]...\n"
         "  -B, --always-make       make all targets, whatever their times\n"
         "  -C DIRECTORY            change to DIRECTORY first\n"
         "  -e                      the environment wins over Makefiles\n"
         "  -E TEXT, --eval=TEXT    read TEXT as part of the Makefile\n"
         "  -f FILE                 read FILE instead of Makefile\n"
         "  -h, --help              print this and end\n"
         "  -i                      errors of commands are no errors\n"
         "  -I DIRECTORY            look there for included Makefiles\n"
         "  -j [N]                  run N commands at once, or any number\n"
         "  -k                      go on with what does not depend on a "
         "failure\n"
         "  -l [LOAD]               start no command above this load\n"
         "  -L                      a link's own time counts as well\n"
         "  -n                      print commands instead of running them\n"
         "  -o FILE                 FILE is old; do not make it\n"
         "  -O[TYPE]                keep the output of each target together\n"
         "  -p                      print what is known of rules and "
         "variables\n"
         "  -q                      run nothing; status 1: something is to do\n"
         "  -r, -R                  without built-in rules, without built-in "
         "variables\n"
         "  -s, --no-silent         do not print commands, or do again\n"
         "  -S                      take back -k\n"
         "  -t                      touch targets instead of making them\n"
         "  --trace                 say why each target is made\n"
         "  -v                      print the version and end\n"
         "  -w, --no-print-directory  tell the directory, or do not\n"
         "  -W FILE                 FILE is new\n"
         "  --warn-undefined-variables  tell of variables nobody set\n";
}

std::string MakeVersion() {
  return "GNU Make 4.4.1\n"
         "This is xb, which reads Makefiles in the same way.\n";
}

}  // namespace xb
