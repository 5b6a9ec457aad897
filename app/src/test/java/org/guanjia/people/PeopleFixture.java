package org.guanjia.people;

import static org.guanjia.requests.RequestsFixture.SUBIAN;
import static org.guanjia.requests.RequestsFixture.as;

import java.time.LocalDate;
import java.util.List;
import org.guanjia.platform.identity.ResidentId;
import org.guanjia.platform.identity.Sex;
import org.springframework.stereotype.Component;

/** Persons with valid defaults, registered by the desk. */
@Component
class PeopleFixture {

  static final String OTHER_VILLAGE = "441900103201";
  private static int serial = 100;

  final Register register;

  PeopleFixture(Register register) {
    this.register = register;
  }

  static String residentId(LocalDate birth, Sex sex) {
    int order = 2 * ++serial + (sex == Sex.MALE ? 1 : 0);
    String digits = "441999" + birth.toString().replace("-", "") + "%03d".formatted(order % 1000);
    return digits + ResidentId.checkCharacter(digits);
  }

  static Facts aPerson(String name, LocalDate birth, Sex sex) {
    return Facts.NONE.with(Attribute.NAME, name).with(Attribute.SEX, sex).with(Attribute.BIRTH, birth)
        .with(Attribute.DOCUMENT, new Document(DocumentKind.RESIDENT_ID, residentId(birth, sex))).with(Attribute.VILLAGE, SUBIAN)
        .with(Attribute.REGISTERED, true).with(Attribute.RESIDENT, true);
  }

  static Facts aPerson(String name, String birth) {
    return aPerson(name, LocalDate.parse(birth), Sex.FEMALE);
  }

  long registered(Facts facts, String since) {
    return as("desk", () -> register.register(new Said(facts, LocalDate.parse(since), "派出所")));
  }

  long registered(String name, String birth) {
    return registered(aPerson(name, birth), "2015-01-01");
  }

  void change(long id, int version, Facts facts, String since) {
    as("desk", () -> {
      register.change(id, version, new Said(facts, LocalDate.parse(since), "村委会"));
      return id;
    });
  }

  static List<String> phones(String... phones) {
    return List.of(phones);
  }
}
