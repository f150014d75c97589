// SPDX-License-Identifier: Apache-2.0
// The least a tool can do to run commands: start each with posix_spawn() and
// wait for it, N at once.  No graph, no log, no captured output.
//
//   spawn_floor LIST N DIRECTORY
//
// LIST has one command a line; an empty line waits for all that run.  Words
// are separated by spaces.  A command with shell syntax goes to /bin/sh.
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

extern char** environ;

namespace {

class Floor {
 public:
  explicit Floor(int at_once) : at_once_(at_once) {}

  // Splits `line` in place.
  bool Start(char* line) {
    while (running_ >= at_once_) {
      if (!WaitForOne()) return false;
    }
    words_.clear();
    if (std::strpbrk(line, "&|;<>$`\\\"'*?[](){}~#") != nullptr) {
      words_ = {shell_, dash_c_, line};
    } else {
      for (char* word = std::strtok(line, " "); word != nullptr;
           word = std::strtok(nullptr, " ")) {
        words_.push_back(word);
      }
    }
    words_.push_back(nullptr);
    pid_t pid;
    if (posix_spawn(&pid, words_[0], nullptr, nullptr, words_.data(),
                    environ) != 0) {
      return false;
    }
    ++running_;
    return true;
  }

  bool WaitForAll() {
    while (running_ > 0) {
      if (!WaitForOne()) return false;
    }
    return true;
  }

 private:
  bool WaitForOne() {
    int status;
    if (waitpid(-1, &status, 0) < 0) return false;
    --running_;
    return status == 0;
  }

  char shell_[8] = "/bin/sh";
  char dash_c_[3] = "-c";
  std::vector<char*> words_;
  int at_once_;
  int running_ = 0;
};

bool RunAll(char* text, int at_once) {
  Floor floor(at_once);
  while (*text != '\0') {
    char* end = std::strchr(text, '\n');
    if (end == nullptr) return false;
    *end = '\0';
    if (end == text ? !floor.WaitForAll() : !floor.Start(text)) return false;
    text = end + 1;
  }
  return floor.WaitForAll();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fprintf(stderr, "usage: spawn_floor LIST N DIRECTORY\n");
    return 2;
  }
  std::ifstream file(argv[1], std::ios::binary);
  std::ostringstream contents;
  contents << file.rdbuf();
  if (!file || chdir(argv[3]) != 0) {
    std::perror("spawn_floor");
    return 2;
  }
  std::string text = contents.str();
  if (RunAll(text.data(), std::atoi(argv[2]))) return 0;
  std::fprintf(stderr, "spawn_floor: a command failed\n");
  return 1;
}
