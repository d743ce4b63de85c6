import { createStudio } from './core/studio.ts';

void createStudio;
