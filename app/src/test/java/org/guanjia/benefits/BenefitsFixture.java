package org.guanjia.benefits;

import static org.guanjia.requests.RequestsFixture.SUBIAN;
import static org.guanjia.requests.RequestsFixture.as;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.guanjia.people.Attribute;
import org.guanjia.people.Document;
import org.guanjia.people.Facts;
import org.guanjia.people.LifeEvent;
import org.guanjia.people.Register;
import org.guanjia.people.Said;
import org.guanjia.platform.identity.Sex;
import org.guanjia.rules.Answer;
import org.guanjia.rules.ProgrammeFolder;
import org.guanjia.rules.ProgrammeText;
import org.springframework.stereotype.Component;

/** The old-age allowance released by two officers, and persons registered long ago. */
@Component
public class BenefitsFixture {

  public static final String OLD_AGE = "old-age";
  public static final YearMonth MAY = YearMonth.of(2026, 5);

  final Versions versions;
  final Programmes programmes;
  final Determinations determinations;
  private final Register register;

  BenefitsFixture(Versions versions, Programmes programmes, Determinations determinations, Register register) {
    this.versions = versions;
    this.programmes = programmes;
    this.determinations = determinations;
    this.register = register;
  }

  /** Once for each database. */
  public void released() {
    if (as("writer", () -> programmes.find(OLD_AGE)).isPresent()) return;
    drafted(OLD_AGE, YearMonth.of(2020, 1));
    release(OLD_AGE, 1);
  }

  void drafted(String code, YearMonth from) {
    ProgrammeText text = ProgrammeFolder.shipped(OLD_AGE);
    List<Version.Parameter> parameters = text.parameters().stream().map(line -> new Version.Parameter(line.name(), line.from(), line.to(), line.value(), null, null, null)).toList();
    as("writer", () -> {
      versions.create(new NewProgramme(code, "高龄老人生活津贴", "Old-age allowance", "", ""), text.dmn(), parameters, text.examples(), from);
      return code;
    });
  }

  void release(String code, int number) {
    as("writer", () -> {
      versions.propose(code, number, version(code, number).lock());
      return code;
    });
    as("releaser", () -> {
      versions.release(code, number, version(code, number).lock());
      return code;
    });
  }

  Version version(String code, int number) {
    return as("reader", () -> programmes.version(code, number)).orElseThrow();
  }

  static Facts aPerson(String name, String birth) {
    return Facts.NONE.with(Attribute.NAME, name).with(Attribute.SEX, Sex.FEMALE).with(Attribute.BIRTH, birth == null ? null : LocalDate.parse(birth))
        .with(Attribute.DOCUMENT, Document.NONE).with(Attribute.VILLAGE, SUBIAN).with(Attribute.REGISTERED, true).with(Attribute.RESIDENT, true);
  }

  public long registered(String name, String birth) {
    return registered(aPerson(name, birth), "2015-01-01");
  }

  long registered(Facts facts, String since) {
    return as("desk", () -> register.register(new Said(facts, LocalDate.parse(since), "派出所")));
  }

  void happened(long person, int version, LifeEvent.Kind kind, String on) {
    as("desk", () -> {
      register.happened(person, version, new LifeEvent(kind, LocalDate.parse(on), null, true, null, "派出所"));
      return person;
    });
  }

  Entitlement of(long person, YearMonth month) {
    return as("writer", () -> determinations.of(person, month)).orElseThrow().findings().stream().map(Determination.Finding::entitlement)
        .filter(each -> each.programme().equals(OLD_AGE)).findFirst().orElseThrow();
  }

  String said(long person, YearMonth month) {
    Entitlement each = of(person, month);
    return each.answer() + (each.answer() == Answer.YES ? " " + each.amountFen() : "");
  }

  /** Everybody whose facts changed has been looked at; the background may be at it too. */
  public void caughtUp() {
    for (long until = System.nanoTime() + 20_000_000_000L; System.nanoTime() < until; Thread.yield()) {
      as("system", determinations::catchUp);
      if (!as("system", determinations::waiting)) return;
    }
    throw new AssertionError("still waiting");
  }
}
