// SPDX-License-Identifier: Apache-2.0
#include "os/output_capture.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <utility>

#include "os/environment.h"

namespace xb {
namespace {

bool AreOneFile(int one, int other) {
  struct stat first;
  struct stat second;
  return fstat(one, &first) == 0 && fstat(other, &second) == 0 &&
         first.st_dev == second.st_dev && first.st_ino == second.st_ino;
}

Result<UniqueFd> OpenNameless() {
  std::string path = GetEnv("TMPDIR").value_or("/tmp") + "/xb-output-XXXXXX";
  UniqueFd file(mkostemp(path.data(), O_APPEND | O_CLOEXEC));
  if (!file.valid()) return SystemError("mkstemp", path, errno);
  unlink(path.c_str());
  return file;
}

Status Append(int fd, std::string_view text) {
  size_t written = 0;
  if (WriteAll(fd, text, &written)) return Ok();
  return SystemError("write", "output", errno);
}

Status TakeAll(int fd, std::string* text) {
  if (lseek(fd, 0, SEEK_SET) != 0 || !ReadToEnd(fd, text) ||
      ftruncate(fd, 0) != 0) {
    return SystemError("read", "output", errno);
  }
  return Ok();
}

void LockOutput(short type) {
  struct flock lock = {};
  lock.l_type = type;
  lock.l_whence = SEEK_SET;
  lock.l_len = 1;
  while (fcntl(STDOUT_FILENO, F_SETLKW, &lock) != 0 && errno == EINTR) {
  }
}

}  // namespace

OutputLock::OutputLock() { LockOutput(F_WRLCK); }

OutputLock::~OutputLock() { LockOutput(F_UNLCK); }

Result<std::unique_ptr<OutputCapture>> OutputCapture::Create(Streams streams) {
  std::unique_ptr<OutputCapture> capture(new OutputCapture);
  XB_ASSIGN(capture->out_, OpenNameless());
  if (streams == Streams::kLikeOurs &&
      !AreOneFile(STDOUT_FILENO, STDERR_FILENO)) {
    XB_ASSIGN(capture->err_, OpenNameless());
  }
  return capture;
}

Status OutputCapture::AppendOut(std::string_view text) {
  return Append(out_fd(), text);
}

Status OutputCapture::AppendErr(std::string_view text) {
  return Append(err_fd(), text);
}

Result<CapturedText> OutputCapture::Take() {
  CapturedText text;
  XB_TRY(TakeAll(out_.get(), &text.out));
  if (err_.valid()) XB_TRY(TakeAll(err_.get(), &text.err));
  return text;
}

}  // namespace xb
