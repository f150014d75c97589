// SPDX-License-Identifier: Apache-2.0
#include "os/background.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>

namespace xb {
namespace {

// What the process in the background says about itself.
struct Tale {
  pid_t pid = 0;
  pid_t session = 0;
  std::array<bool, 3> is_null = {};
  bool has_inherited = false;
};

class BackgroundTest : public ::testing::Test {
 protected:
  BackgroundTest() { EXPECT_EQ(pipe2(pipe_, O_CLOEXEC), 0); }
  ~BackgroundTest() override {
    close(pipe_[0]);
    if (pipe_[1] >= 0) close(pipe_[1]);
  }
  void Send(const Tale& tale) {
    [[maybe_unused]] const ssize_t sent = write(pipe_[1], &tale, sizeof tale);
  }
  // False at the end: everybody who could write has ended.
  bool Receive(Tale* tale) {
    if (pipe_[1] >= 0) close(pipe_[1]);
    pipe_[1] = -1;
    return read(pipe_[0], tale, sizeof *tale) == sizeof *tale;
  }
  static Tale Look() {
    Tale tale{.pid = getpid(), .session = getsid(0)};
    struct stat null;
    stat("/dev/null", &null);
    for (int fd = 0; fd < 3; ++fd) {
      struct stat here;
      tale.is_null[fd] = fstat(fd, &here) == 0 && here.st_rdev == null.st_rdev;
    }
    return tale;
  }

  int pipe_[2];
};

TEST_F(BackgroundTest, WorksInAProcessThatHoldsNobodyUp) {
  RunInBackground([&] { Send(Look()); });
  Tale tale;
  ASSERT_TRUE(Receive(&tale));
  EXPECT_NE(tale.pid, getpid());
  // Ctrl-C is for the session of the terminal.
  EXPECT_EQ(tale.session, tale.pid);
  EXPECT_EQ(tale.is_null, (std::array{true, true, true}));
  // It ends after its work, and does not go on as this test would.
  Tale more;
  EXPECT_FALSE(Receive(&more));
  int status = -1;
  ASSERT_EQ(waitpid(tale.pid, &status, 0), tale.pid);
  EXPECT_EQ(status, 0);
}

TEST_F(BackgroundTest, KeepsNothingOpenThatWasInherited) {
  // As from `$(xb)` with another descriptor: no exec closes it.
  int inherited[2];
  ASSERT_EQ(pipe(inherited), 0);
  RunInBackground([&] {
    Tale tale = Look();
    for (const int fd : inherited) {
      tale.has_inherited |= fcntl(fd, F_GETFD) >= 0;
    }
    Send(tale);
  });
  Tale tale;
  // Our own pipe goes on working.
  ASSERT_TRUE(Receive(&tale));
  EXPECT_FALSE(tale.has_inherited);
  EXPECT_EQ(tale.is_null, (std::array{true, true, true}));
  EXPECT_EQ(waitpid(tale.pid, nullptr, 0), tale.pid);
  close(inherited[0]);
  close(inherited[1]);
}

TEST_F(BackgroundTest, CallerGoesOnMeanwhile) {
  int gate[2];
  ASSERT_EQ(pipe2(gate, O_CLOEXEC), 0);
  RunInBackground([&] {
    // Until the caller is past it.
    char byte = 0;
    const ssize_t count = read(gate[0], &byte, 1);
    if (count == 1) Send(Look());
  });
  ASSERT_EQ(write(gate[1], "x", 1), 1);
  Tale tale;
  EXPECT_TRUE(Receive(&tale));
  close(gate[0]);
  close(gate[1]);
  EXPECT_EQ(waitpid(tale.pid, nullptr, 0), tale.pid);
}

}  // namespace
}  // namespace xb
