"""The words of the field: frozen records and enumerations, valid or not made at all."""
