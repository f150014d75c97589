// SPDX-License-Identifier: Apache-2.0
// From the sources of a target to its objects.
#include <algorithm>
#include <array>
#include <utility>

#include "base/path.h"
#include "manifest/project/lower_parts.h"
#include "manifest/project/target_lowering.h"

namespace xb::project {
namespace {

using Names = std::initializer_list<std::string_view>;

std::string_view ExtensionOf(std::string_view path) {
  const size_t dot = path.rfind('.');
  if (dot == std::string_view::npos || path.find('/', dot) != path.npos) {
    return {};
  }
  return path.substr(dot + 1);
}

bool IsOneOf(std::string_view word, Names words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool IsCxx(std::string_view extension) {
  return IsOneOf(extension, {"cc", "cpp", "cxx", "c++", "C"});
}

// What is compiled by way of others.
bool IsHeader(std::string_view extension) {
  return IsOneOf(extension,
                 {"h", "hh", "hpp", "hxx", "inc", "inl", "ipp", "tcc", "def"});
}

}  // namespace

Status Compilation::Lower() {
  XB_ASSIGN(const Words sources,
            lowering_.Files(target_.sources, target_.exclude, false));
  XB_TRY(Sort(sources));
  if (target_.pch.is_set()) {
    // An error if it is not there.
    XB_ASSIGN([[maybe_unused]] const Words header,
              lowering_.Files({target_.pch}, {}, false));
  }
  XB_TRY(GatherOrderOnly(sources));
  if (!c_.empty()) WriteObjects(Language::kC, c_);
  if (!cxx_.empty()) WriteObjects(Language::kCxx, cxx_);
  if (!preprocessed_.empty()) {
    WriteObjects(Language::kPreprocessed, preprocessed_);
  }
  if (!assembler_.empty()) WriteObjects(Language::kAssembler, assembler_);
  return Ok();
}

Status Compilation::Sort(const Words& sources) {
  for (const std::string& source : sources) {
    const std::string_view extension = ExtensionOf(source);
    if (extension == "c") {
      c_.push_back(source);
    } else if (IsOneOf(extension, {"S", "sx"})) {
      preprocessed_.push_back(source);
    } else if (IsCxx(extension)) {
      cxx_.push_back(source);
    } else if (extension == "s") {
      assembler_.push_back(source);
    } else if (IsOneOf(extension, {"o", "a"})) {
      objects_.push_back(source);
    } else if (!IsHeader(extension)) {
      const Place place = target_.sources.empty() ? target_.name.place
                                                  : target_.sources[0].place;
      return lowering_.project.ErrorAt(
          place, "`" + source + "` is no source in C, C++ or assembler",
          "`exclude` leaves files out");
    }
  }
  return Ok();
}

Status Compilation::GatherOrderOnly(const Words& sources) {
  Words all = uses_.order_only;
  for (const std::string& source : sources) {
    const auto maker = lowering_.makers.find(source);
    if (maker == lowering_.makers.end()) continue;
    all.push_back(source);
  }
  for (const Text& name : target_.after) {
    if (const Target* target = lowering_.project.FindTarget(name.value)) {
      all.push_back(OutputOf(*target));
    } else {
      AppendWords(lowering_.done[name.value], &all);
    }
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  if (all.size() > 1) {
    const std::string ready = "$builddir/obj/" + target_.name.value + ".ready";
    lowering_.text.Phony(ready, all);
    all = {ready};
  }
  order_only_ = std::move(all);
  if (!order_only_.empty()) order_only_text_ = " || " + order_only_[0];
  return Ok();
}

std::string Compilation::WithHeaders(std::string more) const {
  for (const std::string& headers : uses_.headers) {
    more += (more.empty() ? " | " : " ") + headers;
  }
  return more + order_only_text_;
}

std::string Compilation::RuleOf(Language language) const {
  const std::string& name = target_.name.value;
  switch (language) {
    case Language::kC:
      return "cc." + name;
    case Language::kCxx:
      return "cxx." + name;
    case Language::kPreprocessed:
      return "cpp." + name;
    case Language::kAssembler:
      return "as." + name;
  }
  return {};
}

std::string Compilation::FlagsOf(Language language) const {
  const bool is_cxx = language == Language::kCxx;
  Words words{is_cxx ? "$cxx" : "$cc", is_cxx ? "$cxxflags" : "$cflags"};
  if (!lowering_.shape->pgo.empty()) words.emplace_back("$pgo_flags");
  const bool is_library = target_.type != TargetType::kExecutable &&
                          target_.type != TargetType::kTest;
  if (target_.pic.value_or(is_library)) words.emplace_back("-fPIC");
  AppendWords(uses_.compile.common, &words);
  AppendWords(is_cxx ? uses_.compile.cxx : uses_.compile.c, &words);
  if (!target_.of_profiles.empty()) {
    words.push_back(
        "${" + AdditionVariable(target_, is_cxx ? "cxxflags" : "cflags") + "}");
  }
  return JoinWords(words);
}

std::string Compilation::HeaderOf(Language language) const {
  return "$builddir/obj/" + target_.name.value +
         (language == Language::kCxx ? "/pch-cxx.h" : "/pch-c.h");
}

void Compilation::WriteRule(Language language, bool is_unity) {
  ManifestText& text = lowering_.text;
  std::string command = FlagsOf(language);
  if (lowering_.has_launcher) command.insert(0, "$launcher ");
  if (is_unity || HasPrecompiled(language)) command += " -iquote .";
  const bool is_assembler = language == Language::kAssembler;
  if (HasPrecompiled(language)) command += " -include " + HeaderOf(language);
  if (!is_assembler) command += " -MMD -MF $out.d";
  text.Rule(RuleOf(language));
  text.Binding("command", command + " -o $out -c $in");
  if (!is_assembler) {
    text.Binding("depfile", "$out.d");
    text.Binding("deps", "gcc");
  }
  text.Binding("description", language == Language::kCxx ? "CXX $out"
                              : language == Language::kC ? "CC $out"
                                                         : "AS $out");
}

void Compilation::WritePrecompiled(Language language) {
  ManifestText& text = lowering_.text;
  const std::string rule = "pch." + RuleOf(language);
  const std::string header = HeaderOf(language);
  text.Rule(rule);
  text.Binding("command",
               FlagsOf(language) + " -iquote . -x " +
                   (language == Language::kCxx ? "c++-header" : "c-header") +
                   " -MMD -MF $out.d -o $out -c $in");
  text.Binding("depfile", "$out.d");
  text.Binding("deps", "gcc");
  text.Binding("description", "PCH $out");
  std::string path = target_.pch.value;
  CanonicalizePath(&path);
  text.BuildOne(header, "xb.includes", EscapePath(path), "");
  text.BuildOne(header + ".gch", rule, header, WithHeaders(""));
}

std::string Compilation::ObjectOf(const std::string& source) const {
  std::string_view rest = source;
  std::string object = "$builddir/obj/" + target_.name.value + "/";
  if (rest.starts_with(object)) return source + ".o";
  if (rest.starts_with("$builddir/")) {
    rest.remove_prefix(10);
    object += "made/";
  }
  while (rest.starts_with("../")) {
    rest.remove_prefix(3);
    object += "__/";
  }
  if (rest.starts_with('/')) rest.remove_prefix(1);
  object.append(rest).append(".o");
  return object;
}

Words Compilation::Unite(Language language, const Words& sources) {
  const bool is_cxx = language == Language::kCxx;
  Words united;
  Words batch;
  const auto flush = [&] {
    if (batch.empty()) return;
    united.push_back("$builddir/obj/" + target_.name.value + "/unity-" +
                     std::to_string(united.size()) + (is_cxx ? ".cc" : ".c"));
    lowering_.text.Build({.outputs = {united.back()},
                          .rule = "xb.includes",
                          .inputs = std::move(batch),
                          .order_only = order_only_});
    batch.clear();
  };
  for (const std::string& source : sources) {
    batch.push_back(source);
    if (batch.size() == static_cast<size_t>(target_.unity)) flush();
  }
  flush();
  return united;
}

void Compilation::WriteObjects(Language language, const Words& sources) {
  const bool is_unity = target_.unity > 1 && IsCompiled(language);
  WriteRule(language, is_unity);
  const std::string rule = RuleOf(language);
  std::string more = lowering_.object_inputs;
  if (HasPrecompiled(language)) {
    WritePrecompiled(language);
    more += (more.empty() ? " | " : " ") + HeaderOf(language) + ".gch";
  }
  more = WithHeaders(std::move(more));
  const Words united = is_unity ? Unite(language, sources) : Words();
  for (const std::string& source : is_unity ? united : sources) {
    objects_.push_back(ObjectOf(source));
    lowering_.text.BuildOne(objects_.back(), rule, source, more);
  }
}

}  // namespace xb::project
