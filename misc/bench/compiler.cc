// SPDX-License-Identifier: Apache-2.0
// Stands in for compiler, archiver and linker in the benchmark's trees: it
// costs as little as a process can and still does what a build tool looks at.
// It takes a compiler's command line.  With `-c SOURCE` it writes the object
// of `-o` and the depfile of `-MF`; without, only the file of `-o`.
//
// A source of the tree says in its first line which headers it includes:
// `// unit INDEX of EDGES`.  The formula is the one in tree.py, header_paths();
// the first -I is the directory it starts from.
#include <fcntl.h>
#include <time.h>
#include <unistd.h>

#include <cstring>

namespace {

// A file is written by one write(): what does not fit is an error.
struct Buffer {
  char data[1 << 15];
  size_t size = 0;

  void Text(const char* text) {
    const size_t length = strlen(text);
    if (length > sizeof(data) - size) _exit(3);
    memcpy(data + size, text, length);
    size += length;
  }

  // At least `digits` of them, with leading zeros.
  void Number(unsigned long number, int digits) {
    char reversed[24];
    int count = 0;
    for (; number != 0 || count < digits; number /= 10) {
      reversed[count++] = static_cast<char>('0' + number % 10);
    }
    char text[24];
    for (int i = 0; i < count; ++i) text[i] = reversed[count - 1 - i];
    text[count] = '\0';
    Text(text);
  }

  bool WriteTo(const char* path) const {
    const int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    return fd >= 0 && write(fd, data, size) == static_cast<ssize_t>(size) &&
           close(fd) == 0;
  }
};

struct Unit {
  unsigned long index = 0;
  unsigned long edges = 0;
};

struct Arguments {
  const char* source = nullptr;
  const char* output = nullptr;
  const char* depfile = nullptr;
  const char* include_root = nullptr;
};

Buffer buffer;

Arguments Parse(char** argv) {
  Arguments result;
  for (char** argument = argv + 1; *argument != nullptr; ++argument) {
    if (strncmp(*argument, "-I", 2) == 0) {
      if (result.include_root == nullptr) result.include_root = *argument + 2;
    } else if (argument[1] == nullptr) {
      continue;
    } else if (strcmp(*argument, "-c") == 0) {
      result.source = *++argument;
    } else if (strcmp(*argument, "-o") == 0) {
      result.output = *++argument;
    } else if (strcmp(*argument, "-MF") == 0) {
      result.depfile = *++argument;
    }
  }
  return result;
}

unsigned long NextNumber(const char** text) {
  while (**text != '\0' && (**text < '0' || **text > '9')) ++*text;
  unsigned long number = 0;
  for (; **text >= '0' && **text <= '9'; ++*text) {
    number = number * 10 + static_cast<unsigned long>(**text - '0');
  }
  return number;
}

Unit ReadUnit(const char* path) {
  char text[128];
  const int fd = open(path, O_RDONLY | O_CLOEXEC);
  const ssize_t size = fd < 0 ? -1 : read(fd, text, sizeof(text) - 1);
  if (size < 0) _exit(4);
  close(fd);
  text[size] = '\0';
  const char* rest = text;
  Unit unit;
  unit.index = NextNumber(&rest);
  unit.edges = NextNumber(&rest);
  return unit;
}

void AddHeader(const char* root, const char* directory, unsigned long subsystem,
               unsigned long header) {
  buffer.Text(" \\\n  ");
  buffer.Text(root);
  buffer.Text(directory);
  buffer.Number(subsystem, 4);
  buffer.Text("/detail/header_");
  buffer.Number(header, 6);
  buffer.Text(".h");
}

void MakeDepfile(const Arguments& arguments, const Unit& unit) {
  const unsigned long headers = unit.edges / 4;
  const unsigned long block = unit.index * 100 / unit.edges;
  buffer.Text(arguments.output);
  buffer.Text(": ");
  buffer.Text(arguments.source);
  AddHeader(arguments.include_root, "/common_", block, block);
  for (unsigned long k = 0; k < 29 && k < headers; ++k) {
    const unsigned long header = (unit.index * 7 + k * 13) % headers;
    AddHeader(arguments.include_root, "/subsystem_", header / 50, header);
  }
  buffer.Text("\n");
}

}  // namespace

int main(int, char** argv) {
  const Arguments arguments = Parse(argv);
  if (arguments.output == nullptr) return 2;
  if (arguments.source != nullptr && arguments.depfile != nullptr) {
    const Unit unit = ReadUnit(arguments.source);
    if (unit.edges == 0 || arguments.include_root == nullptr) return 2;
    MakeDepfile(arguments, unit);
    if (!buffer.WriteTo(arguments.depfile)) return 1;
    buffer.size = 0;
  }
  // With the time in it, no tool takes a new object for the one before.
  timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  buffer.Text(arguments.output);
  buffer.Text(" ");
  buffer.Number(static_cast<unsigned long>(now.tv_sec), 1);
  buffer.Number(static_cast<unsigned long>(now.tv_nsec), 9);
  buffer.Text("\n");
  return buffer.WriteTo(arguments.output) ? 0 : 1;
}
