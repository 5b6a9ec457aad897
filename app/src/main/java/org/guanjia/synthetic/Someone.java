package org.guanjia.synthetic;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Somebody while their household is put together: who they are to the others, before name and numbers. */
final class Someone {

  /** Whom a child has its family name and phone from. */
  enum Role {
    ADULT,
    CHILD,
    ELDER
  }

  final Role role;
  final Sex sex;
  /** Whole years on the plan's day; of the dead too, as if they lived. */
  final int age;
  final String relation;
  /** Born at the same time as the one before. */
  final boolean twin;
  boolean registered;
  /** First two digits of the resident ID of somebody from elsewhere; null for somebody born here. */
  @Nullable String province;
  DocumentKind document = DocumentKind.RESIDENT_ID;
  String ethnicGroup = "01";
  @Nullable LocalDate died;
  @Nullable LocalDate movedOut;

  Someone(Role role, Sex sex, int age, String relation) {
    this(role, sex, age, relation, false);
  }

  Someone(Role role, Sex sex, int age, String relation, boolean twin) {
    this.role = role;
    this.sex = sex;
    this.age = age;
    this.relation = relation;
    this.twin = twin;
  }
}
