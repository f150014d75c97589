// SPDX-License-Identifier: Apache-2.0
// What targets become: objects, libraries and programs.
#include <algorithm>
#include <map>
#include <utility>

#include "manifest/project/lower_parts.h"
#include "manifest/project/target_lowering.h"

namespace xb::project {
namespace {

// More than these on a command line go through a file.
constexpr size_t kMaxWords = 200;

// The name that programs which are linked with `file` look for.
std::string SonameOf(const Target& target, const std::string& file) {
  if (!target.version.is_set()) return file;
  const std::string& version = target.version.value;
  return file + "." + version.substr(0, version.find('.'));
}

}  // namespace

std::string OutputOf(const Target& target) {
  const std::string& name = target.name.value;
  std::string file = target.output.value;
  switch (target.type) {
    case TargetType::kExecutable:
    case TargetType::kTest:
      if (file.empty()) file = name;
      break;
    case TargetType::kStatic:
      if (file.empty()) file = "lib" + name + ".a";
      break;
    case TargetType::kShared:
      if (file.empty()) file = "lib" + name + ".so";
      break;
    case TargetType::kObject:
      return "$builddir/obj/" + name + ".objects";
  }
  return "$builddir/" + EscapePath(file);
}

Status TargetsLowering::LowerAll() {
  for (const Target& target : lowering_.project.targets) {
    XB_TRY(Visit(target));
  }
  return Ok();
}

// After CheckCircles(), so this ends.
Status TargetsLowering::Visit(const Target& target) {
  if (!visited_.insert(target.name.value).second) return Ok();
  Target whole = target;
  XB_TRY(ApplyOptions(&whole));
  for (const Texts* deps : {&whole.deps, &whole.exported_deps}) {
    for (const Text& dep : *deps) {
      const Target* other = lowering_.project.FindTarget(dep.value);
      if (other == nullptr) continue;
      if (other->type == TargetType::kExecutable ||
          other->type == TargetType::kTest) {
        return lowering_.project.ErrorAt(
            dep.place, "`" + dep.value + "` is a program",
            "`after` waits for it without linking it");
      }
      XB_TRY(Visit(*other));
    }
  }
  return LowerOne(whole);
}

Status TargetsLowering::ApplyOptions(Target* target) const {
  const Shape& shape = *lowering_.shape;
  for (const TargetAddition& addition : target->of_options) {
    XB_ASSIGN(const bool holds,
              Holds(lowering_.project, addition.condition, shape.options));
    if (!holds) continue;
    const auto append = [](const Texts& from, Texts* to) {
      to->insert(to->end(), from.begin(), from.end());
    };
    append(addition.sources, &target->sources);
    append(addition.deps, &target->deps);
    append(addition.flags.includes, &target->own.includes);
    append(addition.flags.defines, &target->own.defines);
    append(addition.flags.flags, &target->own.flags);
    append(addition.flags.cflags, &target->own.cflags);
    append(addition.flags.cxxflags, &target->own.cxxflags);
    append(addition.flags.ldflags, &target->own.ldflags);
    append(addition.flags.libs, &target->own.libs);
    append(addition.flags.packages, &target->own.packages);
  }
  return Ok();
}

Status TargetsLowering::LowerOne(const Target& target) {
  const std::string& name = target.name.value;
  Provided& provided = lowering_.provided[name];
  XB_ASSIGN(const Uses uses, UsesOf(target));
  Compilation compilation(lowering_, target, uses);
  XB_TRY(compilation.Lower());
  const Words& objects = compilation.objects();
  if (compilation.has_cxx() && lowering_.cxx_user.line == 0) {
    lowering_.cxx_user = target.name.place;
  }
  if (compilation.needs_cc() && lowering_.cc_user.line == 0) {
    lowering_.cc_user = target.name.place;
  }
  XB_TRY(Provide(target, uses, compilation, &provided));
  const bool is_library = target.type == TargetType::kStatic;
  const bool is_object = target.type == TargetType::kObject;
  const std::string output = OutputOf(target);
  ManifestText& text = lowering_.text;
  if (is_object || (is_library && objects.empty() && uses.objects.empty())) {
    text.Phony(output, objects);
  } else {
    Words inputs = objects;
    AppendWords(uses.objects, &inputs);
    if (inputs.empty()) {
      return lowering_.project.ErrorAt(target.name.place,
                                       "`target." + name + "` has no sources");
    }
    if (is_library) {
      Archive(target, output, inputs);
    } else {
      Link(target, output, std::move(inputs), uses, compilation.has_cxx());
    }
  }
  if (name != output) lowering_.Alias(name, {output});
  lowering_.done[name] = {output};
  if (target.is_default) lowering_.defaults.push_back(EscapePath(name));
  text.Blank();
  return Ok();
}

Result<TargetsLowering::Uses> TargetsLowering::UsesOf(const Target& target) {
  Uses uses;
  for (const FlagSet* flags : {&target.own, &target.exported}) {
    XB_ASSIGN(const CompileWords words, CompileWordsOf(lowering_, *flags));
    AppendCompileWords(words, &uses.compile);
    XB_ASSIGN(const Words link, LinkWordsOf(lowering_, *flags));
    AppendWords(link, &uses.link_words);
  }
  for (const Texts* deps : {&target.exported_deps, &target.deps}) {
    for (const Text& dep : *deps) {
      const auto found = lowering_.provided.find(dep.value);
      if (found == lowering_.provided.end()) {
        return lowering_.project.ErrorAt(
            dep.place, "`" + dep.value + "` is nothing to depend on");
      }
      const Provided& other = found->second;
      AppendCompileWords(other.compile, &uses.compile);
      AppendWords(other.order_only, &uses.order_only);
      AppendWords(other.headers, &uses.headers);
      for (const std::string& input : other.link_inputs) {
        const bool is_object = input.ends_with(".o");
        (is_object ? uses.objects : uses.libraries).push_back(input);
      }
      AppendWords(other.link_words, &uses.link_words);
      uses.needs_cxx |= other.needs_cxx;
      uses.has_shared |= other.has_shared;
    }
  }
  KeepFirst({"-I", "-D", "'-I", "'-D"}, &uses.compile.common);
  KeepFirst({""}, &uses.headers);
  KeepFirst({""}, &uses.objects);
  // Who needs a library stands before it.
  KeepLast({""}, &uses.libraries);
  KeepLast({"-l", "-L"}, &uses.link_words);
  return uses;
}

Status TargetsLowering::Provide(const Target& target, const Uses& uses,
                                const Compilation& compilation,
                                Provided* provided) {
  XB_ASSIGN(provided->compile, CompileWordsOf(lowering_, target.exported));
  for (const Text& dep : target.exported_deps) {
    const Provided& other = lowering_.provided[dep.value];
    AppendCompileWords(other.compile, &provided->compile);
    AppendWords(other.headers, &provided->headers);
  }
  KeepFirst({"-I", "-D", "'-I", "'-D"}, &provided->compile.common);
  provided->order_only = compilation.order_only();
  switch (target.type) {
    case TargetType::kObject:
      provided->link_inputs = compilation.objects();
      AppendWords(uses.objects, &provided->link_inputs);
      break;
    case TargetType::kStatic:
      if (!compilation.objects().empty() || !uses.objects.empty()) {
        provided->link_inputs = {OutputOf(target)};
      }
      break;
    case TargetType::kShared: {
      provided->link_inputs = {OutputOf(target)};
      XB_ASSIGN(provided->link_words, LinkWordsOf(lowering_, target.exported));
      provided->has_shared = true;
      return Ok();
    }
    case TargetType::kExecutable:
    case TargetType::kTest:
      return Ok();
  }
  AppendWords(uses.libraries, &provided->link_inputs);
  provided->link_words = uses.link_words;
  provided->needs_cxx = compilation.has_cxx() || uses.needs_cxx;
  provided->has_shared = uses.has_shared;
  return Ok();
}

void TargetsLowering::Archive(const Target& target, const std::string& output,
                              const Words& inputs) {
  ManifestText& text = lowering_.text;
  const std::string rule = "ar." + target.name.value;
  text.Rule(rule);
  const bool is_long = inputs.size() > kMaxWords;
  text.Binding("command", std::string("rm -f $out && $ar rcs $out ") +
                              (is_long ? "@$out.rsp" : "$in"));
  if (is_long) {
    text.Binding("rspfile", "$out.rsp");
    text.Binding("rspfile_content", "$in");
  }
  text.Binding("description", "AR $out");
  text.Build({.outputs = {output}, .rule = rule, .inputs = inputs});
}

void TargetsLowering::Link(const Target& target, const std::string& output,
                           Words inputs, const Uses& uses, bool has_cxx) {
  ManifestText& text = lowering_.text;
  const bool is_shared = target.type == TargetType::kShared;
  const bool is_cxx = has_cxx || uses.needs_cxx;
  const std::string rule = "link." + target.name.value;
  const std::string file = output.substr(output.rfind('/') + 1);
  const std::string soname = SonameOf(target, file);
  AppendWords(uses.libraries, &inputs);
  Words command{is_cxx ? "$cxx" : "$cc", "$ldflags"};
  if (!lowering_.shape->pgo.empty()) command.emplace_back("$pgo_flags");
  if (is_shared) {
    command.emplace_back("-shared");
    command.push_back("-Wl,-soname," + QuoteWord(soname));
  }
  const bool is_long = inputs.size() > kMaxWords;
  command.emplace_back("-o $out");
  command.emplace_back(is_long ? "@$out.rsp" : "$in");
  if (uses.has_shared) {
    AppendWords(
        {"'-Wl,-rpath,$$ORIGIN:$$ORIGIN/../lib'", "-Wl,-rpath-link,$builddir"},
        &command);
  }
  AppendWords(uses.link_words, &command);
  if (!target.of_profiles.empty()) {
    command.push_back("${" + AdditionVariable(target, "ldflags") + "}");
  }
  command.emplace_back("$libs");
  Words more_outputs;
  if (is_shared && soname != file) {
    // What was linked with it looks for it under this name.
    more_outputs = {"$builddir/" + soname};
    command.push_back("&& ln -sf " + QuoteWord(file) + " " +
                      QuoteWord(more_outputs[0]));
  }
  if (lowering_.shape->separate_debug) {
    command.push_back(
        "&& $objcopy --only-keep-debug $out $out.debug && $objcopy "
        "--strip-unneeded --add-gnu-debuglink=$out.debug $out");
    more_outputs.push_back(output + ".debug");
  }
  text.Rule(rule);
  text.Binding("command", JoinWords(command));
  if (is_long) {
    text.Binding("rspfile", "$out.rsp");
    text.Binding("rspfile_content", "$in");
  }
  text.Binding("description", "LINK $out");
  text.Build({.outputs = {output},
              .implicit_outputs = std::move(more_outputs),
              .rule = rule,
              .inputs = std::move(inputs)});
}

void TargetsLowering::AppendCompileWords(const CompileWords& from,
                                         CompileWords* to) {
  AppendWords(from.common, &to->common);
  AppendWords(from.c, &to->c);
  AppendWords(from.cxx, &to->cxx);
}

void TargetsLowering::KeepFirst(Prefixes prefixes, Words* words) {
  std::set<std::string_view> seen;
  Words kept;
  for (const std::string& word : *words) {
    const bool counts = std::any_of(
        prefixes.begin(), prefixes.end(), [&](std::string_view prefix) {
          return word.size() > prefix.size() && word.starts_with(prefix);
        });
    if (!counts || seen.insert(word).second) kept.push_back(word);
  }
  *words = std::move(kept);
}

void TargetsLowering::KeepLast(Prefixes prefixes, Words* words) {
  std::reverse(words->begin(), words->end());
  KeepFirst(prefixes, words);
  std::reverse(words->begin(), words->end());
}

Status LowerTargets(Lowering& lowering) {
  return TargetsLowering(lowering).LowerAll();
}

}  // namespace xb::project
