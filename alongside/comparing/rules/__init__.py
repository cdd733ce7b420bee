"""Pure decisions of comparing: what a released figure can stand for, who is compared, which groups may be shown."""
