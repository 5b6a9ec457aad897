package org.guanjia.benefits;

import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.guanjia.platform.web.Messages;
import org.guanjia.rules.NotAProgramme;
import org.guanjia.rules.Programme;
import org.guanjia.rules.ProgrammeFolder;
import org.guanjia.rules.ProgrammeText;
import org.guanjia.rules.SharedRule;
import org.guanjia.rules.SharedRules;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The programmes that come along in files: brought into a town as drafts, which its own people read, change and release. */
@Service
@Transactional
public class ShippedProgrammes {

  private final ProgrammeStore store;
  private final Versions versions;
  private final Compiler compiler;
  private final JointRules joint;
  private final Messages messages;

  ShippedProgrammes(ProgrammeStore store, Versions versions, Compiler compiler, JointRules joint, Messages messages) {
    this.store = store;
    this.versions = versions;
    this.compiler = compiler;
    this.joint = joint;
    this.messages = messages;
  }

  /** Codes of those that the town does not have. */
  @Transactional(readOnly = true)
  public List<String> missing() {
    Set<String> there = store.programmes().stream().map(programme -> programme.getCode()).collect(Collectors.toSet());
    return ProgrammeFolder.shipped().stream().filter(code -> !there.contains(code)).toList();
  }

  /**
   * Brings those that the town does not have, each as a draft from the first month for which all of its parameters have a value, and lays down what
   * excludes and caps them together, for somebody else to approve.
   *
   * @return their codes
   */
  public List<String> bring() {
    List<String> missing = missing();
    missing.forEach(this::bring);
    Set<String> known = joint.all().stream().map(JointRules.Line::note).collect(Collectors.toSet());
    SharedRules.shipped().rules().stream().filter(rule -> !known.contains(rule.name())).forEach(this::bind);
    return missing;
  }

  /** Approves all that somebody else laid down across programmes and nobody approved yet. */
  public void approveJointRules() {
    joint.all().stream().filter(JointRules.Line::open).forEach(rule -> joint.approve(rule.id()));
  }

  private void bind(SharedRule rule) {
    joint.add(new JointRules.NewRule(
        Joint.Kind.valueOf(rule.kind().name()), rule.programmes(), rule.amountFen(), YearMonth.from(rule.from()), rule.to() == null ? null : YearMonth.from(rule.to()), rule.document(),
        rule.name()));
  }

  private void bring(String code) {
    ProgrammeText text = ProgrammeFolder.shipped(code);
    List<Version.Parameter> parameters = text.parameters().stream()
        .map(line -> new Version.Parameter(line.name(), line.from(), line.to(), line.value(), line.document(), null, null)).toList();
    String name = messages.textOr(Locale.SIMPLIFIED_CHINESE, "benefits.shipped." + code, code);
    versions.create(
        new NewProgramme(
            code, name, messages.textOr(Locale.ENGLISH, "benefits.shipped." + code, code), messages.textOr(Locale.SIMPLIFIED_CHINESE, "benefits.shipped." + code + ".gives", ""),
            messages.textOr(Locale.ENGLISH, "benefits.shipped." + code + ".gives", "")),
        text.dmn(), parameters, text.examples(), first(text));
  }

  private YearMonth first(ProgrammeText text) {
    try {
      Programme read = compiler.read(text);
      return read.turns().getFirst();
    } catch (NotAProgramme broken) {
      throw new IllegalStateException("a programme that comes along is none: " + text.code(), broken);
    }
  }
}
