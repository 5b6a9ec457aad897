package org.guanjia.synthetic;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Set;

/** A person as an office has written them down, rightly or not. */
final class Entry {

  final SyntheticHousehold household;
  final SyntheticPerson person;
  final Set<Dirt> dirt = EnumSet.noneOf(Dirt.class);
  String name;
  Sex sex;
  LocalDate birth;
  String number;
  String phone;
  String address;

  Entry(SyntheticHousehold household, SyntheticPerson person) {
    this.household = household;
    this.person = person;
    this.name = person.name();
    this.sex = person.sex();
    this.birth = person.birth();
    this.number = person.documentNumber();
    this.phone = person.phones().isEmpty() ? "" : person.phones().getFirst();
    this.address = household.address();
  }
}
