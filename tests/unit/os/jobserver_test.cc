// SPDX-License-Identifier: Apache-2.0
#include "os/jobserver.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <string>
#include <vector>

#include "os/disk.h"
#include "os/environment.h"
#include "os/posix_process_runner.h"
#include "support/temp_dir.h"

namespace xb {
namespace {

using Style = JobserverAuth::Style;

TEST(MakeflagsTest, NoJobserver) {
  EXPECT_EQ(ParseMakeflags("").style, Style::kNone);
  EXPECT_EQ(ParseMakeflags("ks -j4").style, Style::kNone);
}

TEST(MakeflagsTest, PipeStyles) {
  for (const char* flags :
       {" -j4 --jobserver-auth=3,4", "k --jobserver-fds=3,4 -j",
        "--jobserver-auth=fifo:/x --jobserver-auth=3,4"}) {
    const JobserverAuth auth = ParseMakeflags(flags);
    EXPECT_EQ(auth.style, Style::kPipe) << flags;
    EXPECT_EQ(auth.read_fd, 3) << flags;
    EXPECT_EQ(auth.write_fd, 4) << flags;
  }
}

TEST(MakeflagsTest, FifoStyle) {
  const JobserverAuth auth =
      ParseMakeflags(" -j4 --jobserver-fds=3,4 --jobserver-auth=fifo:/tmp/x");
  EXPECT_EQ(auth.style, Style::kFifo);
  EXPECT_EQ(auth.path, "/tmp/x");
}

TEST(MakeflagsTest, DryRunHasNoJobserver) {
  EXPECT_EQ(ParseMakeflags("kn --jobserver-auth=3,4").style, Style::kNone);
  // Only the first word holds one-letter flags.
  EXPECT_EQ(ParseMakeflags("k n --jobserver-auth=3,4").style, Style::kPipe);
  EXPECT_EQ(ParseMakeflags("--no-print-directory --jobserver-auth=3,4").style,
            Style::kPipe);
}

TEST(MakeflagsTest, VariablesAreNotFlags) {
  EXPECT_EQ(ParseMakeflags("k -- X=--jobserver-auth=3,4").style, Style::kNone);
  EXPECT_EQ(ParseMakeflags("k -- --jobserver-auth=3,4").style, Style::kNone);
}

TEST(MakeflagsTest, NonsenseIsNoJobserver) {
  for (const char* value :
       {"-1,-1", "-2,-2", "3", "3,4,5", "a,b", "", "99999999999999999999,4"}) {
    EXPECT_EQ(ParseMakeflags(std::string("--jobserver-auth=") + value).style,
              Style::kNone)
        << value;
  }
}

// A pool such as make would hand down: a blocking pipe with some tokens.
class SharedPipe {
 public:
  explicit SharedPipe(const std::string& tokens) {
    EXPECT_EQ(pipe(ends_), 0);
    EXPECT_EQ(write(ends_[1], tokens.data(), tokens.size()),
              static_cast<ssize_t>(tokens.size()));
  }
  SharedPipe(const SharedPipe&) = delete;
  SharedPipe& operator=(const SharedPipe&) = delete;
  ~SharedPipe() {
    close(ends_[0]);
    close(ends_[1]);
  }

  std::string Makeflags() const {
    return " -j3 --jobserver-auth=" + std::to_string(ends_[0]) + "," +
           std::to_string(ends_[1]);
  }
  int TokenCount() const {
    int count = 0;
    ioctl(ends_[0], FIONREAD, &count);
    return count;
  }
  bool Blocks() const {
    return (fcntl(ends_[0], F_GETFL) & O_NONBLOCK) == 0 &&
           (fcntl(ends_[1], F_GETFL) & O_NONBLOCK) == 0;
  }
  std::string TakeAll() {
    std::string tokens(static_cast<size_t>(TokenCount()), '\0');
    EXPECT_EQ(read(ends_[0], tokens.data(), tokens.size()),
              static_cast<ssize_t>(tokens.size()));
    return tokens;
  }

 private:
  int ends_[2];
};

TEST(JobserverClientTest, FirstRightIsFreeAndTheRestAreTokens) {
  const SharedPipe pool("++");
  auto opened = JobserverClient::Open(pool.Makeflags());
  ASSERT_NE(opened.client, nullptr);
  EXPECT_EQ(opened.warning, "");
  EXPECT_TRUE(opened.client->TryAcquire());
  EXPECT_EQ(pool.TokenCount(), 2);
  EXPECT_TRUE(opened.client->TryAcquire());
  EXPECT_TRUE(opened.client->TryAcquire());
  EXPECT_FALSE(opened.client->TryAcquire());
  EXPECT_EQ(opened.client->held(), 3u);
  EXPECT_EQ(pool.TokenCount(), 0);
}

TEST(JobserverClientTest, TokensGoBackBeforeTheFreeRight) {
  const SharedPipe pool("+");
  auto client = JobserverClient::Open(pool.Makeflags()).client;
  ASSERT_TRUE(client->TryAcquire());
  ASSERT_TRUE(client->TryAcquire());
  client->Release();
  EXPECT_EQ(pool.TokenCount(), 1);
  client->Release();
  EXPECT_EQ(pool.TokenCount(), 1);
  EXPECT_EQ(client->held(), 0u);
}

TEST(JobserverClientTest, TheVeryTokensGoBackAtTheEnd) {
  SharedPipe pool("ab");
  {
    auto client = JobserverClient::Open(pool.Makeflags()).client;
    while (client->TryAcquire()) {
    }
    EXPECT_EQ(pool.TokenCount(), 0);
  }
  EXPECT_EQ(pool.TakeAll(), "ba");
}

TEST(JobserverClientTest, SharedPipeStaysBlocking) {
  const SharedPipe pool("");
  auto client = JobserverClient::Open(pool.Makeflags()).client;
  ASSERT_TRUE(client->TryAcquire());
  // Would wait for ever if it could block.
  EXPECT_FALSE(client->TryAcquire());
  EXPECT_TRUE(pool.Blocks());
}

TEST(JobserverClientTest, ClosedDescriptorsAreAWarning) {
  const auto opened = JobserverClient::Open("--jobserver-auth=1000,1001");
  EXPECT_EQ(opened.client, nullptr);
  EXPECT_EQ(opened.warning,
            "The jobserver of MAKEFLAGS is not used: descriptor 1000 is not "
            "an open pipe");
}

TEST(JobserverClientTest, DescriptorsOfSomethingElseAreAWarning) {
  const int fd = open("/dev/null", O_RDWR);
  const std::string number = std::to_string(fd);
  const auto opened =
      JobserverClient::Open("--jobserver-auth=" + number + "," + number);
  close(fd);
  EXPECT_EQ(opened.client, nullptr);
  EXPECT_NE(opened.warning.find("not an open pipe"), std::string::npos);
}

TEST(JobserverClientTest, Fifo) {
  const TempDir dir;
  ASSERT_EQ(mkfifo((dir / "fifo").c_str(), 0600), 0);
  const int keeper = open((dir / "fifo").c_str(), O_RDWR);
  ASSERT_EQ(write(keeper, "x", 1), 1);
  auto opened =
      JobserverClient::Open("--jobserver-auth=fifo:" + (dir / "fifo"));
  ASSERT_NE(opened.client, nullptr);
  EXPECT_TRUE(opened.client->TryAcquire());
  EXPECT_TRUE(opened.client->TryAcquire());
  EXPECT_FALSE(opened.client->TryAcquire());
  opened.client.reset();
  int count = 0;
  ioctl(keeper, FIONREAD, &count);
  EXPECT_EQ(count, 1);
  close(keeper);
}

TEST(JobserverClientTest, MissingFifoIsAWarning) {
  const auto opened = JobserverClient::Open("--jobserver-auth=fifo:/no/fifo");
  EXPECT_EQ(opened.client, nullptr);
  EXPECT_EQ(opened.warning,
            "The jobserver of MAKEFLAGS is not used: open(/no/fifo): No such "
            "file or directory");
}

TEST(JobserverClientTest, PlainFileIsNoFifo) {
  const TempDir dir;
  RealDisk disk;
  ASSERT_TRUE(disk.Write(dir / "file", "++++").ok());
  const auto opened =
      JobserverClient::Open("--jobserver-auth=fifo:" + (dir / "file"));
  EXPECT_EQ(opened.client, nullptr);
  EXPECT_NE(opened.warning.find("is no FIFO"), std::string::npos);
}

TEST(JobserverServerTest, PoolHasOneTokenLessThanJobs) {
  auto server = JobserverServer::Create(3).Take();
  auto client = server->MakeClient().Take();
  int rights = 0;
  while (client->TryAcquire()) ++rights;
  EXPECT_EQ(rights, 3);
}

TEST(JobserverServerTest, MakeflagsNameThePool) {
  auto server = JobserverServer::Create(2).Take();
  const std::string flags = server->Makeflags("");
  EXPECT_TRUE(flags.starts_with(" -j2 --jobserver-auth=")) << flags;
  auto opened = JobserverClient::Open(flags);
  ASSERT_NE(opened.client, nullptr);
  EXPECT_TRUE(opened.client->TryAcquire());
  EXPECT_TRUE(opened.client->TryAcquire());
  EXPECT_FALSE(opened.client->TryAcquire());
}

TEST(JobserverServerTest, AFifoIsThereAsLongAsItsPool) {
  auto server = JobserverServer::Create(2, Style::kFifo).Take();
  const JobserverAuth auth = ParseMakeflags(server->Makeflags("") + " -- X=1");
  ASSERT_EQ(auth.style, Style::kFifo);
  auto client = server->MakeClient().Take();
  auto other = JobserverClient::Open(server->Makeflags("")).client;
  ASSERT_NE(other, nullptr);
  EXPECT_TRUE(client->TryAcquire());
  EXPECT_TRUE(client->TryAcquire());
  EXPECT_TRUE(other->TryAcquire());
  EXPECT_FALSE(other->TryAcquire());
  client.reset();
  EXPECT_TRUE(other->TryAcquire());
  other.reset();
  server.reset();
  EXPECT_NE(access(auth.path.c_str(), F_OK), 0);
}

TEST(JobserverServerTest, OtherMakeflagsAreKept) {
  auto server = JobserverServer::Create(2).Take();
  const std::string pool = server->Makeflags("");
  EXPECT_EQ(server->Makeflags("ks -j8 --jobserver-fds=5,6 --trace"),
            "ks --trace" + pool);
  EXPECT_EQ(server->Makeflags("k -j8 -- CC=gcc\\ -m32 -j9"),
            "k" + pool + " -- CC=gcc\\ -m32 -j9");
  EXPECT_EQ(server->Makeflags("-- A=1"), pool + " -- A=1");
}

TEST(JobserverServerTest, MakeIsServed) {
  if (access("/usr/bin/make", X_OK) != 0) GTEST_SKIP() << "no make";
  const TempDir dir;
  RealDisk disk;
  // Two rights for two recipes, each of which waits for the other.
  ASSERT_EQ(mkfifo((dir / "fifo").c_str(), 0600), 0);
  ASSERT_TRUE(disk.Write(dir / "Makefile",
                         "all: one two\n"
                         "one:\n\t@echo met > fifo\n"
                         "two:\n\t@cat fifo\n")
                  .ok());
  auto server = JobserverServer::Create(2).Take();
  SetEnv("MAKEFLAGS", server->Makeflags(""));
  auto runner = PosixProcessRunner::Create().Take();
  const Status started =
      runner->Start(0, {"make --no-print-directory -C " + dir.path(), false});
  UnsetEnv("MAKEFLAGS");
  ASSERT_TRUE(started.ok());
  std::vector<ProcessResult> finished;
  while (finished.empty()) runner->Wait(&finished, kNever);
  // No warning of make about an unavailable jobserver, either.
  EXPECT_EQ(finished[0].output, "met\n");
  EXPECT_EQ(finished[0].exit_status, 0);
  auto client = server->MakeClient().Take();
  EXPECT_TRUE(client->TryAcquire());
  EXPECT_TRUE(client->TryAcquire());
}

}  // namespace
}  // namespace xb
