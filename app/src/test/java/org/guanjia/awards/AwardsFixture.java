package org.guanjia.awards;

import static org.guanjia.requests.RequestsFixture.SUBIAN;
import static org.guanjia.requests.RequestsFixture.TOWN;
import static org.guanjia.requests.RequestsFixture.as;
import static org.guanjia.requests.RequestsFixture.doAs;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.guanjia.Today;
import org.guanjia.benefits.NewProgramme;
import org.guanjia.benefits.Programmes;
import org.guanjia.benefits.Version;
import org.guanjia.benefits.Versions;
import org.guanjia.people.Attribute;
import org.guanjia.people.Document;
import org.guanjia.people.DocumentKind;
import org.guanjia.people.Facts;
import org.guanjia.people.Register;
import org.guanjia.people.Said;
import org.guanjia.platform.identity.ResidentId;
import org.guanjia.platform.identity.Sex;
import org.guanjia.rules.ProgrammeFolder;
import org.guanjia.rules.ProgrammeText;
import org.springframework.stereotype.Component;

/** A town with the old-age allowance in force, and persons with valid defaults. */
@Component
public class AwardsFixture {

  public static final String OLD_AGE = "old-age";
  private static int serial = 600;

  private final Versions versions;
  private final Programmes programmes;
  private final Register register;
  private final Applications applications;

  AwardsFixture(Versions versions, Programmes programmes, Register register, Applications applications) {
    this.versions = versions;
    this.programmes = programmes;
    this.register = register;
    this.applications = applications;
  }

  /** The old-age allowance as it ships, drafted by one and released by another. */
  public void oldAge() {
    if (as("drafter", () -> programmes.find(OLD_AGE)).isPresent()) return;
    ProgrammeText text = ProgrammeFolder.shipped(OLD_AGE);
    List<Version.Parameter> parameters = text.parameters().stream()
        .map(line -> new Version.Parameter(line.name(), line.from(), line.to(), line.value(), line.document(), null, null)).toList();
    doAs("drafter", () -> versions.create(
        new NewProgramme(OLD_AGE, "高龄老人生活津贴", "Old-age allowance", "", ""), text.dmn(), parameters, text.examples(), YearMonth.of(2020, 1)));
    doAs("drafter", () -> versions.propose(OLD_AGE, 1, version().lock()));
    doAs("releaser", () -> versions.release(OLD_AGE, 1, version().lock()));
  }

  private Version version() {
    return programmes.version(OLD_AGE, 1).orElseThrow();
  }

  public static String residentId(LocalDate birth) {
    String digits = "441999" + birth.toString().replace("-", "") + "%03d".formatted(2 * ++serial % 1000);
    return digits + ResidentId.checkCharacter(digits);
  }

  /** Of a person who is registered and lives in the village. */
  public static Facts facts(String name, LocalDate birth, String document) {
    return Facts.NONE.with(Attribute.NAME, name).with(Attribute.SEX, Sex.FEMALE).with(Attribute.BIRTH, birth)
        .with(Attribute.DOCUMENT, new Document(DocumentKind.RESIDENT_ID, document)).with(Attribute.VILLAGE, SUBIAN).with(Attribute.PHONES, List.of("10000000000"))
        .with(Attribute.REGISTERED, true).with(Attribute.RESIDENT, true);
  }

  public long registered(Facts facts) {
    return as("desk", () -> register.register(new Said(facts, LocalDate.of(2015, 1, 1), "派出所")));
  }

  /** Somebody of so many years. */
  public long old(String name, int years) {
    LocalDate birth = Today.date().minusYears(years).minusMonths(3);
    return registered(facts(name, birth, residentId(birth)));
  }

  public NewAward anApplication(long person) {
    return new NewAward(person, OLD_AGE, Award.Origin.PAPER, Today.date(), Today.month(), null, null, null, List.of());
  }

  public long applied(long person) {
    return as("clerk", () -> applications.apply(anApplication(person)));
  }

  public static String town() {
    return TOWN;
  }
}
