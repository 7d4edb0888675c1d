import {
  ActionIcon,
  Alert,
  Anchor,
  Button,
  createTheme,
  Input,
  Loader,
  type MantineColorsTuple,
  Menu,
  Modal,
  NativeSelect,
  PasswordInput,
  SegmentedControl,
  Select,
  Table,
  Tabs,
  TextInput,
  Tooltip,
} from '@mantine/core';

/** The sea green of the mark: what can be acted on. */
const tide: MantineColorsTuple = [
  '#edf6f3',
  '#d8eae5',
  '#b0d5cb',
  '#84bfb0',
  '#5da898',
  '#3d8f7f',
  '#27786a',
  '#1a675a',
  '#14594f',
  '#0c423a',
];

/** The orange of a life buoy: what must be looked at. */
const buoy: MantineColorsTuple = [
  '#fdf2ea',
  '#fae0cf',
  '#f4c09d',
  '#ee9d67',
  '#e57f3c',
  '#d4671f',
  '#b95413',
  '#99430d',
  '#7d380e',
  '#5f2a0a',
];

const slate: MantineColorsTuple = [
  '#f6f8f7',
  '#eef2f0',
  '#e2e8e5',
  '#d2dad6',
  '#b4bfba',
  '#8b9893',
  '#5f6c67',
  '#475350',
  '#323b38',
  '#1d2422',
];

const night: MantineColorsTuple = [
  '#dbe3e0',
  '#bac5c1',
  '#9aa7a2',
  '#6d7a75',
  '#3d4845',
  '#2d3633',
  '#232b29',
  '#191f1d',
  '#131817',
  '#0d1110',
];

const small = { defaultProps: { size: 'sm' } };

/** The look of Fairlead: dense, flat, two colours with a meaning, system letters. */
export const theme = createTheme({
  colors: { tide, buoy, gray: slate, dark: night },
  primaryColor: 'tide',
  primaryShade: { light: 8, dark: 6 },
  black: '#1d2422',
  defaultRadius: 4,
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily:
    'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Hebrew", "Helvetica Neue", Arial, sans-serif',
  fontFamilyMonospace:
    'ui-monospace, "Cascadia Code", "SF Mono", Menlo, Consolas, "Noto Sans Mono", monospace',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  headings: {
    fontWeight: '600',
    sizes: { h1: { fontSize: '1.25rem' }, h2: { fontSize: '1rem' }, h3: { fontSize: '0.875rem' } },
  },
  components: {
    // Its label needs a role that may have one.
    Loader: Loader.extend({ defaultProps: { role: 'progressbar' } }),
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', color: 'gray', size: 30 } }),
    Alert: Alert.extend({
      defaultProps: { p: 'sm' },
      styles: { body: { gap: 4 }, icon: { marginInlineEnd: 10 } },
    }),
    Anchor: Anchor.extend({ defaultProps: { underline: 'hover' } }),
    Button: Button.extend({ defaultProps: { size: 'xs' }, styles: { label: { fontWeight: 500 } } }),
    Input: Input.extend(small),
    Menu: Menu.extend({ defaultProps: { shadow: 'md', position: 'bottom-end' } }),
    Modal: Modal.extend({ defaultProps: { centered: true } }),
    NativeSelect: NativeSelect.extend(small),
    PasswordInput: PasswordInput.extend(small),
    SegmentedControl: SegmentedControl.extend({ defaultProps: { size: 'xs' } }),
    Select: Select.extend(small),
    Table: Table.extend({ defaultProps: { verticalSpacing: 5, horizontalSpacing: 'xs' } }),
    Tabs: Tabs.extend({ styles: { tab: { paddingBlock: 8 } } }),
    TextInput: TextInput.extend(small),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 350, withArrow: true } }),
  },
});
