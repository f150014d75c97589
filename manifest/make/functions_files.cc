// SPDX-License-Identifier: Apache-2.0
// Functions on names of files, and on files and the shell.
#include <string>
#include <utility>
#include <vector>

#include "manifest/make/evaluation.h"
#include "manifest/make/expander.h"
#include "manifest/make/functions.h"
#include "manifest/make/glob.h"
#include "manifest/make/words.h"

namespace xb::make {
namespace {

// Where the suffix of a name begins; npos when it has none.
size_t SuffixAt(std::string_view name) {
  const size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || dot < DirectoryLength(name)) {
    return std::string_view::npos;
  }
  return dot;
}

template <typename Map>
void MapWords(std::string_view text, std::string* out, Map map) {
  bool first = true;
  WordCursor cursor(text);
  while (const auto word = cursor.Next()) {
    if (!first) *out += ' ';
    first = false;
    *out += map(*word);
  }
}

// Absolute, without `.`, `..` and double slashes; links are not looked at.
std::string AbsolutePath(std::string_view path, std::string_view directory) {
  std::string full;
  if (path[0] != '/') full.append(directory).append("/");
  full += path;
  std::string clean;
  size_t at = 0;
  while (at < full.size()) {
    const size_t slash = std::min(full.find('/', at), full.size());
    const std::string_view part(full.data() + at, slash - at);
    at = slash + 1;
    if (part.empty() || part == ".") continue;
    if (part == "..") {
      const size_t parent = clean.rfind('/');
      clean.resize(parent == std::string::npos ? 0 : parent);
      continue;
    }
    clean.append("/").append(part);
  }
  return clean.empty() ? "/" : clean;
}

Status WriteFile(Expander& expander, std::string_view name, bool appends,
                 Arguments arguments) {
  const std::string path(name);
  std::string text;
  if (arguments.size() > 1) {
    text = arguments[1];
    if (text.empty() || text.back() != '\n') text += '\n';
  }
  World& world = expander.evaluation().world();
  world.ForgetListings(World::Forget::kOnce);
  const Status written =
      appends ? world.AppendTo(path, text) : world.disk().Write(path, text);
  if (written.ok()) return Ok();
  return expander.ErrorHere("open: " + path + ": " +
                            CauseOf(written.error(), path));
}

Status ReadFileInto(Expander& expander, std::string_view name,
                    std::string* out) {
  const std::string path(name);
  auto text = expander.evaluation().world().disk().Read(path);
  if (!text.ok()) {
    return expander.ErrorHere("open: " + path + ": " +
                              CauseOf(text.error(), path));
  }
  if (!text.value()) return Ok();
  std::string_view content = *text.value();
  if (content.ends_with('\n')) content.remove_suffix(1);
  *out += content;
  return Ok();
}

}  // namespace

Status CallDir(Expander&, Arguments arguments, std::string* out) {
  MapWords(arguments[0], out, [](std::string_view word) {
    const size_t length = DirectoryLength(word);
    return length == 0 ? std::string_view("./") : word.substr(0, length);
  });
  return Ok();
}

Status CallNotdir(Expander&, Arguments arguments, std::string* out) {
  MapWords(arguments[0], out, [](std::string_view word) {
    return word.substr(DirectoryLength(word));
  });
  return Ok();
}

Status CallSuffix(Expander&, Arguments arguments, std::string* out) {
  bool first = true;
  WordCursor cursor(arguments[0]);
  while (const auto word = cursor.Next()) {
    const size_t at = SuffixAt(*word);
    if (at == std::string_view::npos) continue;
    if (!first) *out += ' ';
    first = false;
    *out += word->substr(at);
  }
  return Ok();
}

Status CallBasename(Expander&, Arguments arguments, std::string* out) {
  MapWords(arguments[0], out, [](std::string_view word) {
    return word.substr(0, SuffixAt(word));
  });
  return Ok();
}

Status CallAbspath(Expander& expander, Arguments arguments, std::string* out) {
  const std::string& directory = expander.evaluation().directory();
  MapWords(arguments[0], out, [&](std::string_view word) {
    return AbsolutePath(word, directory);
  });
  return Ok();
}

Status CallRealpath(Expander& expander, Arguments arguments, std::string* out) {
  bool first = true;
  WordCursor cursor(arguments[0]);
  while (const auto word = cursor.Next()) {
    const auto path =
        expander.evaluation().world().RealPath(std::string(*word));
    if (!path) continue;
    if (!first) *out += ' ';
    first = false;
    *out += *path;
  }
  return Ok();
}

Status CallWildcard(Expander& expander, Arguments arguments, std::string* out) {
  World& world = expander.evaluation().world();
  bool first = true;
  WordCursor cursor(arguments[0]);
  while (const auto word = cursor.Next()) {
    for (const std::string& name : Glob(world, ExpandTilde(world, *word))) {
      if (!first) *out += ' ';
      first = false;
      *out += name;
    }
  }
  return Ok();
}

Status CallFile(Expander& expander, Arguments arguments, std::string* out) {
  std::string_view target = Trim(arguments[0]);
  if (target.empty() || (target[0] != '<' && target[0] != '>')) {
    return expander.ErrorHere("file: invalid file operation: " +
                              std::string(target));
  }
  const bool reads = target[0] == '<';
  const bool appends = target.starts_with(">>");
  target = Trim(target.substr(appends ? 2 : 1));
  if (target.empty()) {
    return expander.ErrorHere("file: missing filename");
  }
  if (!reads) return WriteFile(expander, target, appends, arguments);
  if (arguments.size() > 1 && !arguments[1].empty()) {
    return expander.ErrorHere("file: too many arguments");
  }
  return ReadFileInto(expander, target, out);
}

Status CallShell(Expander& expander, Arguments arguments, std::string* out) {
  XB_ASSIGN(const std::string output,
            expander.evaluation().RunShell(arguments[0]));
  *out += output;
  return Ok();
}

}  // namespace xb::make
